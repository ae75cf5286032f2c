# SPDX-License-Identifier: ISC
# What comes from outside. wire, helpers, acquire: palais; net: palais-fetch;
# parse: palais-parse; carry: palais-carry; seal: what those give up.
include fetch/seal/local.mk
include fetch/wire/local.mk
include fetch/helpers/local.mk
include fetch/acquire/local.mk
include fetch/net/local.mk
include fetch/parse/local.mk
include fetch/carry/local.mk
