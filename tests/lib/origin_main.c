/* SPDX-License-Identifier: ISC */
/*
 * origin: tests/lib/origin.c as a program, for tests in shell.
 */
#include "config.h"

#include "tests/lib/origin.h"

#include <getopt.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>
#include <unistd.h>

static const char help[] =
	"usage: origin [--root DIR] [--log FILE] [--port-file FILE] [--tls CERT-FILE]\n"
	"              [--drip MS] [--seconds N]\n"
	"An HTTP server on 127.0.0.1 for tests. It prints its port (and writes it to\n"
	"--port-file when it is ready), and ends at SIGTERM or after N seconds (600).\n"
	"--tls: HTTPS, with a certificate made now and written to CERT-FILE.\n"
	"DIR: files, with ETag, Last-Modified and 304; NAME.headers beside NAME holds\n"
	"header lines of its own, and may begin with a line \"Status: 404\".\n"
	"A line \"Manners: LIST\" there says how NAME is sent, otherwise than with Range,\n"
	"If-Range, a strong ETag and Content-Length; of these, with commas between:\n"
	"  noranges                       Range is ignored\n"
	"  weak                           gzip while sending where that is accepted: a weak ETag,\n"
	"                                 no length, Range ignored; as it is otherwise\n"
	"  cut=N                          broken off after N bytes of body, every time\n"
	"  cuts=N-M-...                   the first time after N, then after M, ... then whole\n"
	"  stalls=N                       the first time nothing more comes after N bytes\n"
	"  holds=N                        nothing more ever comes after N bytes\n"
	"  gate=N                         after N bytes, and after 2 N, it waits for /x/go\n"
	"  416                            every Range is answered so\n"
	"  wrong                          Content-Range says another piece than was asked\n"
	"  coded                          a piece says that it is gzip\n"
	"  changes                        another ETag each time\n"
	"  unsized                        no Content-Length\n"
	"  /x/range/LIST?N                a page of N bytes, sent like that\n"
	"  /x/moved/301/308?/PATH         redirected so one by one, at last to PATH\n"
	"  /x/plain  /x/missing           a page (200, HTML)\n"
	"  /x/etag  /x/modified           the same with validators; 304\n"
	"  /x/gzip  /x/br  /x/zstd        coded, whatever was asked for\n"
	"  /x/bomb                        gzip of 96 MiB of zeros\n"
	"  /x/status/NNN                  any status; 429 and 503 with Retry-After\n"
	"  /x/flaky/N                     503 to the first N requests, then a page\n"
	"  /x/redirect/N                  N redirects, then a page\n"
	"  /x/loop                        redirects for ever\n"
	"  /x/to?URL                      a redirect to URL, as it stands\n"
	"  /x/to-file  /x/to-private      redirects that must be refused\n"
	"  /x/to-late/PORT                to 127.0.0.1, but written so that only curl sees it\n"
	"  /x/truncated                   1000 bytes announced, 400 sent\n"
	"  /x/truncated-chunked           chunked, broken off after 400 bytes\n"
	"  /x/drip                        a byte at a time\n"
	"  /x/stall                       1000 bytes announced, 400 sent, then nothing\n"
	"  /x/silent  /x/closed           no answer; hangs up\n"
	"  /x/big?N  /x/huge?N            N bytes, with and without Content-Length\n"
	"  /x/head                        80 KB of headers\n"
	"  /x/cookie                      sets a cookie and redirects to /x/plain\n"
	"  /api/symbol/access?s=S&l=L&t=T documents.un.org, over DIR/ods/SYMBOL/LANG.TYPE\n"
	"                                 (see tests/lib/origin_un.c)\n";

static int serve(const struct origin_config *config, const char *port_file, int seconds)
{
	struct timespec limit = {.tv_sec = seconds};
	struct origin *o;
	sigset_t set;

	/* Blocked before the threads are there, so that all inherit it. */
	sigemptyset(&set);
	sigaddset(&set, SIGTERM);
	sigaddset(&set, SIGINT);
	sigaddset(&set, SIGHUP);
	sigprocmask(SIG_BLOCK, &set, NULL);
	signal(SIGPIPE, SIG_IGN);
	o = origin_start(config);
	if (!o) {
		fputs("origin: could not be started\n", stderr);
		return 1;
	}
	printf("%d\n", origin_port(o));
	fflush(stdout);
	if (port_file) {
		char part[4096];
		FILE *f;

		snprintf(part, sizeof part, "%s.part", port_file);
		f = fopen(part, "w");
		if (!f || fprintf(f, "%d\n", origin_port(o)) < 0 || fclose(f) ||
		    rename(part, port_file))
			perror(port_file);
	}
	sigtimedwait(&set, NULL, &limit);
	origin_stop(o);
	return 0;
}

int main(int argc, char **argv)
{
	static const struct option options[] = {
		{"root", required_argument, NULL, 'r'},
		{"log", required_argument, NULL, 'l'},
		{"port-file", required_argument, NULL, 'p'},
		{"tls", required_argument, NULL, 't'},
		{"drip", required_argument, NULL, 'd'},
		{"seconds", required_argument, NULL, 's'},
		{"help", no_argument, NULL, 'h'},
		{NULL, 0, NULL, 0},
	};
	struct origin_config config = {0};
	const char *port_file = NULL;
	int seconds = 600, option;

	while ((option = getopt_long(argc, argv, "", options, NULL)) != -1) {
		if (option == 'r')
			config.root = optarg;
		else if (option == 'l')
			config.log = optarg;
		else if (option == 'p')
			port_file = optarg;
		else if (option == 't')
			config.cert_file = optarg;
		else if (option == 'd')
			config.drip_ms = atoi(optarg);
		else if (option == 's')
			seconds = atoi(optarg);
		else
			return fputs(help, option == 'h' ? stdout : stderr), option != 'h';
	}
	return serve(&config, port_file, seconds);
}
