include fetch/parse.mk
include fetch/fetch.mk
