/* SPDX-License-Identifier: ISC */
#include "config.h"

/* as libgnutls was built */
#undef _TIME_BITS

#include "tests/lib/origin.h"

#include <gnutls/gnutls.h>
#include <gnutls/x509.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

static char *text_of(gnutls_datum_t *d)
{
	char *s = strndup((const char *)d->data, d->size);

	gnutls_free(d->data);
	return s;
}

static int fill(gnutls_x509_crt_t crt, gnutls_x509_privkey_t key, int days)
{
	static const unsigned char serial[] = {1}, loopback[] = {127, 0, 0, 1};
	const time_t now = time(NULL) + (time_t)days * 86400;
	int rc = gnutls_x509_crt_set_version(crt, 3);

	rc |= gnutls_x509_crt_set_serial(crt, serial, sizeof serial);
	rc |= gnutls_x509_crt_set_dn(crt, "CN=localhost", NULL);
	rc |= gnutls_x509_crt_set_activation_time(crt, now - 3600);
	rc |= gnutls_x509_crt_set_expiration_time(crt, now + 86400);
	rc |= gnutls_x509_crt_set_basic_constraints(crt, 1, -1);
	rc |= gnutls_x509_crt_set_subject_alt_name(crt, GNUTLS_SAN_DNSNAME, "localhost", 9,
	                                           GNUTLS_FSAN_SET);
	rc |= gnutls_x509_crt_set_subject_alt_name(crt, GNUTLS_SAN_IPADDRESS, loopback,
	                                           sizeof loopback, GNUTLS_FSAN_APPEND);
	rc |= gnutls_x509_crt_set_key(crt, key);
	rc |= gnutls_x509_crt_sign2(crt, crt, key, GNUTLS_DIG_SHA256, 0);
	return rc;
}

bool origin_certificate(char **certificate, char **key, int days)
{
	gnutls_x509_privkey_t private_key = NULL;
	gnutls_x509_crt_t crt = NULL;
	gnutls_datum_t pem = {0};
	bool made = false;

	*certificate = *key = NULL;
	if (gnutls_x509_privkey_init(&private_key) || gnutls_x509_crt_init(&crt) ||
	    gnutls_x509_privkey_generate(private_key, GNUTLS_PK_ECDSA,
	                                 GNUTLS_CURVE_TO_BITS(GNUTLS_ECC_CURVE_SECP256R1), 0) ||
	    fill(crt, private_key, days))
		goto out;
	if (gnutls_x509_crt_export2(crt, GNUTLS_X509_FMT_PEM, &pem))
		goto out;
	*certificate = text_of(&pem);
	if (gnutls_x509_privkey_export2(private_key, GNUTLS_X509_FMT_PEM, &pem))
		goto out;
	*key = text_of(&pem);
	made = *certificate && *key;
out:
	if (crt)
		gnutls_x509_crt_deinit(crt);
	if (private_key)
		gnutls_x509_privkey_deinit(private_key);
	return made;
}
