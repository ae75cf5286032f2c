# SPDX-License-Identifier: ISC
# Completion of palais for fish: what `palais complete -- WORD…` says, out of the program's
# own tables.

function __palais_complete
    set -l words (commandline -opc) (commandline -ct)
    for word in ($words[1] complete -- $words[2..-1] 2>/dev/null)
        if test "$word" = :files
            __fish_complete_path $words[-1]
        else
            echo $word
        end
    end
end

complete -c palais -f -a '(__palais_complete)'
complete -c palais-kiosk -f -a '(__palais_complete)'
