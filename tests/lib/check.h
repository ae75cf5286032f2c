/* SPDX-License-Identifier: ISC */
/* What every test program includes: cmocka wants these four before it. */
#ifndef PALAIS_TESTS_LIB_CHECK_H
#define PALAIS_TESTS_LIB_CHECK_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#endif
