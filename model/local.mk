# SPDX-License-Identifier: ISC
# Text, documents and the store. Each folder stands on those before it.
include model/base/local.mk
include model/text/local.mk
include model/symbol/local.mk
include model/doc/local.mk
include model/layout/local.mk
include model/store/local.mk
include model/hub/local.mk
include model/dossier/local.mk
include model/search/local.mk
include model/views/local.mk
