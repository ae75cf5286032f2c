# SPDX-License-Identifier: ISC
# Pictures as few pixels; libpng, libjpeg and libwebp in a file each, opened by name.
if PICTURES
noinst_LIBRARIES += libparse-picture.a
libparse_picture_a_SOURCES = %D%/jpeg.c %D%/picture.c %D%/picture.h %D%/png.c %D%/shrink.c %D%/webp.c
libparse_picture_a_CPPFLAGS = $(AM_CPPFLAGS) $(PNG_CFLAGS) $(JPEG_CFLAGS) $(WEBP_CFLAGS) \
	-DLIBPNG='"$(LIBPNG)"' -DLIBJPEG='"$(LIBJPEG)"' -DLIBWEBP='"$(LIBWEBP)"'
PICTURE_LIBS = libparse-picture.a
endif
