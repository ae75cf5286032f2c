/* SPDX-License-Identifier: ISC */
#include "config.h"

#include "cli/hub.h"

#include "cli/print.h"
#include "cli/progress.h"
#include "fetch/acquire/hub.h"
#include "fetch/acquire/sync.h"
#include "model/base/messages.h"
#include "model/hub/publish.h"
#include "model/text/date.h"
#include "model/text/units.h"
#include "session/remake.h"

#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

struct run {
	struct session *session;
	struct store *store;
	struct sync_lease lease;
	struct progress_line line;
};

/* -- while it comes ------------------------------------------------------------------- */

static int tick(const struct hub_progress *p, void *payload, struct err *err)
{
	struct run *r = payload;
	char down[40];

	if (sync_lease_keep(r->store, &r->lease, err) < 0)
		return -1;
	if (!progress_line_begin(&r->line))
		return 0;
	units_bytes((int64_t)p->down, down, sizeof down);
	/* TRANSLATORS: texts that have come, of how many, and bytes received */
	fprintf(stderr, _("%ld of %ld texts · %s down"), p->texts, p->wanted, down);
	progress_line_end();
	return 0;
}

/* -- the key ------------------------------------------------------------------------------ */

static bool confirm(const char *hub, const char *fingerprint, const char *before, void *payload)
{
	char answer[16];

	progress_line_clear(&((struct run *)payload)->line);
	if (before)
		fprintf(stderr, _("%s was signed by another key until now:\n  %s\n"), hub, before);
	fprintf(stderr,
	        _("%s is signed by the key\n  %s\nIs that what the hub's owner says of it? "
	          "Type yes, or anything else to leave it: "),
	        hub, fingerprint);
	fflush(stderr);
	if (!fgets(answer, sizeof answer, stdin))
		return false;
	answer[strcspn(answer, "\n")] = '\0';
	/* TRANSLATORS: what a reader types to say so */
	return !strcmp(answer, "yes") || !strcmp(answer, C_("typed", "yes"));
}

static bool is_asked(void)
{
	return isatty(STDIN_FILENO) && isatty(STDERR_FILENO);
}

/* -- what came ------------------------------------------------------------------------------ */

static void say_age(const struct run *r, const struct hub_result *h)
{
	char date[40];

	if (!h->is_old)
		return;
	date_time(h->date, date, sizeof date);
	fputs("palais: ", stderr);
	fprintf(stderr,
	        _("%s: its root is of %.10s, more than thirty days ago: perhaps somebody keeps "
	          "newer ones back"),
	        r->session->options->from, date);
	fputc('\n', stderr);
}

static void say_cost(const struct run *r, int64_t bytes)
{
	char price[60];

	price_print(&r->session->options->price, bytes, price, sizeof price);
	if (*price)
		printf("%s%s", C_("aside", ", "), price);
}

static void say_plan(const struct run *r, const struct hub_result *h)
{
	char size[40];

	units_bytes((int64_t)h->expected, size, sizeof size);
	printf(messages_count("%ld text would come", "%ld texts would come", h->wanted), h->wanted);
	printf("%s", C_("aside", ", "));
	/* TRANSLATORS: of what would come: its size, and how many requests it takes */
	printf(_("%s in %u requests"), size, h->planned);
	say_cost(r, (int64_t)h->expected);
	putchar('\n');
}

static void say_texts(const struct hub_result *h)
{
	printf(messages_count("%ld text came", "%ld texts came", h->came), h->came);
	if (h->beside) {
		printf("%s", C_("places", "; "));
		/* TRANSLATORS: of texts that came: here are already other bytes of them, and stay
		 */
		printf(messages_count("%ld of them beside another that was here",
		                      "%ld of them beside others that were here", h->beside),
		       h->beside);
	}
	if (h->differ) {
		printf("%s", C_("places", "; "));
		printf(messages_count(
			       "%ld was not taken: the same bytes are here, with other words",
			       "%ld were not taken: the same bytes are here, with other "
			       "words",
			       h->differ),
		       h->differ);
	}
	if (h->waiting > 0) {
		printf("%s", C_("places", "; "));
		printf(messages_count("%u waits for a larger budget", "%u wait for a larger budget",
		                      h->waiting),
		       (unsigned)h->waiting);
	} else if (h->waiting < 0) {
		printf("%s", C_("places", "; "));
		printf("%s", _("the budget did not allow the list of what is new"));
	}
}

static void say_result(const struct run *r, const struct hub_result *h)
{
	char down[40], up[40], date[40];

	if (r->session->options->quiet)
		return;
	date_time(h->date, date, sizeof date);
	/* TRANSLATORS: of a hub: the number of its state, and since when that is */
	printf(_("generation %lld of %s"), (long long)h->generation, date);
	putchar('\t');
	if (r->session->options->dry_run) {
		say_plan(r, h);
		return;
	}
	if (h->before == h->generation)
		printf("%s", _("nothing is new"));
	else
		say_texts(h);
	units_bytes((int64_t)h->down, down, sizeof down);
	units_bytes((int64_t)h->up, up, sizeof up);
	printf("\t");
	/* TRANSLATORS: bytes received and sent, how often was asked */
	printf(_("%s down, %s up, %u requests"), down, up, h->asked);
	say_cost(r, (int64_t)(h->down + h->up));
	putchar('\n');
}

int hub_run_sync(struct session *session, struct err *err)
{
	const struct options *o = session->options;
	struct run r = {.session = session,
	                .store = stores_writable(session->stores, err),
	                .line = {.seen = progress_is_seen() && !o->quiet}};
	struct hub_config config = {.store = r.store,
	                            .carry_path = o->carry_path,
	                            .address = o->from,
	                            .keys = o->keys.at,
	                            .key_count = o->keys.count,
	                            .budget = o->budget,
	                            .plan_only = o->dry_run,
	                            .confirm = is_asked() ? confirm : NULL,
	                            .make = session_remake,
	                            .make_payload = session,
	                            .tick = tick,
	                            .payload = &r};
	struct hub_result result;
	int rc;

	if (!r.store)
		return (int)err->code;
	if (o->offline)
		return err_set(err, ERR_NETWORK, "sync: offline"), (int)err->code;
	config.client = session_client(session, err);
	if (!config.client || sync_lease_take(r.store, &r.lease, err) < 0)
		return (int)err->code;
	rc = hub_sync(&config, &result, err);
	sync_lease_give(r.store);
	progress_line_clear(&r.line);
	if (rc == 0 || result.came)
		say_result(&r, &result);
	if (rc == 0)
		say_age(&r, &result);
	if (rc < 0)
		return (int)err->code;
	return print_end(stdout, err) < 0 ? ERR_FAILED : 0;
}

/* -- making one -------------------------------------------------------------------------------- */

static int write_file(struct session *session, const char *path, const struct buf *b,
                      struct err *err)
{
	return rights_write_whole(&session->options->rights, path, false, b, err);
}

int hub_run_key(struct session *session, const char *file, struct err *err)
{
	char public_file[4096], print[SIGN_FINGERPRINT];
	struct sign_secret secret;
	struct sign_public public;
	struct buf b, p;
	int rc;

	if (snprintf(public_file, sizeof public_file, "%s.pub", file) >= (int)sizeof public_file)
		return err_set(err, ERR_USAGE, "%.60s…: longer than any path may be", file),
		       ERR_USAGE;
	buf_init(&b, SIGN_FILE_MOST);
	buf_init(&p, SIGN_FILE_MOST);
	rc = sign_make(&secret, &public, err);
	if (rc == 0)
		rc = sign_secret_write(&secret, &b, err);
	if (rc == 0) {
		mode_t mask = umask(077);

		rc = write_file(session, file, &b, err);
		umask(mask);
	}
	if (rc == 0) {
		sign_public_write(&public, &p);
		rc = write_file(session, public_file, &p, err);
	}
	memset(&secret, 0, sizeof secret);
	memset(b.bytes, 0, b.len);
	buf_done(&b);
	buf_done(&p);
	if (rc < 0)
		return (int)err->code;
	sign_fingerprint(&public, print);
	printf("%s\n%s\n", print, _("tell your readers: they are asked for it once"));
	return print_end(stdout, err) < 0 ? ERR_FAILED : 0;
}

static int read_key(struct session *session, const char *file, struct sign_secret *key,
                    struct err *err)
{
	FILE *f = rights_read_file(&session->options->rights, file, err);
	char bytes[SIGN_FILE_MOST + 1];
	size_t n;

	if (!f)
		return -1;
	n = fread(bytes, 1, sizeof bytes, f);
	fclose(f);
	return sign_secret_read(bytes, n, file, key, err);
}

static void say_published(const struct hub_published *d, const struct sign_secret *key)
{
	struct sign_public public;
	char bytes[40], print[SIGN_FINGERPRINT];

	units_bytes((int64_t)d->bytes, bytes, sizeof bytes);
	/* TRANSLATORS: of a hub: the number of its state, its texts, the packs they lie in */
	printf(_("generation %lld: %ld texts in %ld packs, %s"), (long long)d->generation, d->texts,
	       d->packs, bytes);
	putchar('\n');
	units_bytes((int64_t)d->written, bytes, sizeof bytes);
	if (d->changed)
		/* TRANSLATORS: what became of a hub's texts, and what was written */
		printf(_("%ld new or changed, %ld gone, %ld moved; %s written"), d->came, d->gone,
		       d->moved, bytes);
	else
		printf("%s", d->renewed ? _("nothing has changed but the date")
		                        : _("nothing has changed"));
	putchar('\n');
	if (d->left_out) {
		printf(messages_count("%ld text cannot be given out, and is left out",
		                      "%ld texts cannot be given out, and are left out",
		                      d->left_out),
		       d->left_out);
		putchar('\n');
	}
	if (d->rekeyed) {
		sign_public_of(key, &public);
		sign_fingerprint(&public, print);
		printf(_("signed by another key than before: readers will be asked for it: %s"),
		       print);
		putchar('\n');
	}
}

int hub_run_publish(struct session *session, const char *folder, const char *key_file,
                    struct err *err)
{
	struct sign_secret key;
	struct hub_publish p = {.store = stores_personal(session->stores),
	                        .rights = &session->options->rights,
	                        .folder = folder,
	                        .key = &key,
	                        .keys = session->options->keys.at,
	                        .key_count = session->options->keys.count,
	                        .with_bytes = session->options->raw};
	struct hub_published done;
	int rc;

	if (!p.store) {
		err_set(err, ERR_FAILED, "%s: is not there", session->options->store);
		return (int)err->code;
	}
	if (read_key(session, key_file, &key, err) < 0)
		return (int)err->code;
	rc = hub_publish(&p, &done, err);
	if (rc == 0 && !session->options->quiet)
		say_published(&done, &key);
	memset(&key, 0, sizeof key);
	if (rc < 0)
		return (int)err->code;
	return print_end(stdout, err) < 0 ? ERR_FAILED : 0;
}
