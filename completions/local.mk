# SPDX-License-Identifier: ISC
# What shells load by the name of the program; where, configure says.
if BASH_COMPLETION
bashcompletiondir = $(BASH_COMPLETION_DIR)
dist_bashcompletion_DATA = %D%/bash/palais
endif
if ZSH_COMPLETION
zshcompletiondir = $(ZSH_COMPLETION_DIR)
dist_zshcompletion_DATA = %D%/zsh/_palais
endif
if FISH_COMPLETION
fishcompletiondir = $(FISH_COMPLETION_DIR)
dist_fishcompletion_DATA = %D%/fish/palais.fish
endif
EXTRA_DIST += %D%/bash/palais %D%/zsh/_palais %D%/fish/palais.fish
