# SPDX-License-Identifier: ISC
# The screen. Curses in term.c and draw.c alone.
noinst_LIBRARIES += libtui.a
libtui_a_SOURCES = \
	%D%/app.c %D%/app.h %D%/app_bidi.c %D%/app_commands.c %D%/app_count.c %D%/app_draw.c %D%/app_file.c \
	%D%/app_int.h %D%/app_lang.c %D%/app_lines.c %D%/app_net.c %D%/app_merge.c %D%/app_mouse.c %D%/app_names.c %D%/app_notes.c %D%/app_open.c %D%/app_opened.c %D%/app_pages.c %D%/app_picture.c %D%/app_plan.c %D%/app_results.c %D%/app_run.c %D%/app_import.c \
	%D%/app_shown.c %D%/app_shown.h %D%/app_sync.c %D%/app_transfers.c %D%/app_tutorial.c %D%/app_typed.c %D%/app_whole.c %D%/clipboard.c %D%/clipboard.h %D%/cmd_copy.c %D%/cmd_find.c %D%/cmd_keep.c %D%/cmd_link.c %D%/cmd_move.c %D%/cmd_net.c %D%/app_transfers_do.c %D%/app_transfers_int.h \
	%D%/cmd_pane.c %D%/cmd_notes.c %D%/cmd_paper.c %D%/cmd_picture.c %D%/cmd_program.c %D%/cmd_read.c %D%/cmd_time.c %D%/cmd_version.c %D%/cmd_whole.c %D%/commands.c %D%/commands.h %D%/crash.c %D%/crash.h %D%/draw.c %D%/draw_picture.c %D%/draw.h %D%/draw_int.h %D%/draw_typed.c %D%/failures.c %D%/failures.h \
	%D%/capabilities.c %D%/capabilities.h %D%/grid.c %D%/grid.h %D%/input.c %D%/input.h %D%/keyboard.c %D%/keyboard.h %D%/keys.c %D%/keys.h %D%/paint.c %D%/palette.c %D%/palette.h %D%/paint.h %D%/paint_int.h %D%/paint_move.c %D%/paint_row.c %D%/paint_scroll.c \
	%D%/pane.c %D%/pane.h %D%/pane_click.c %D%/pane_find.c %D%/pane_int.h \
	%D%/prompt.c %D%/prompt.h %D%/prompt_history.c %D%/script.c %D%/script.h %D%/signals.c %D%/signals.h %D%/spoken.c %D%/spoken.h \
	%D%/term.c %D%/term.h %D%/terminals.c %D%/terminals.h %D%/version.c %D%/version.h
libtui_a_CPPFLAGS = $(AM_CPPFLAGS) $(CURSES_CFLAGS)
TUI_LIBS = libtui.a $(SESSION_LIBS) $(CURSES_LIBS)
