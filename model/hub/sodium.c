/* SPDX-License-Identifier: ISC */
#include "config.h"

#include "model/hub/sodium.h"

#include <dlfcn.h>

/* The names that the loader knows it by: the numbers of its interface, in which what is
 * asked for here has been the same since 2014. */
static const char *const names[] = {"libsodium.so.23", "libsodium.so.26"};

int sodium_open(struct sodium *s, struct err *err)
{
	void *library = NULL;
	int (*start)(void) = NULL;

	for (size_t i = 0; !library && i < sizeof names / sizeof *names; i++)
		library = dlopen(names[i], RTLD_LAZY | RTLD_LOCAL);
	if (!library)
		return err_set(err, ERR_FAILED,
		               "libsodium is not here: without it no signature can be made or "
		               "looked at");
	/* as POSIX would have it written */
	*(void **)&start = dlsym(library, "sodium_init");
	*(void **)&s->pair = dlsym(library, "crypto_sign_keypair");
	*(void **)&s->sign = dlsym(library, "crypto_sign_detached");
	*(void **)&s->verify = dlsym(library, "crypto_sign_verify_detached");
	*(void **)&s->hash = dlsym(library, "crypto_generichash");
	*(void **)&s->chance = dlsym(library, "randombytes_buf");
	if (start && start() >= 0 && s->pair && s->sign && s->verify && s->hash && s->chance)
		return 0;
	return err_set(err, ERR_FAILED, "libsodium cannot be used as it is here");
}
