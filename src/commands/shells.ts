// Bash takes what stands behind a = for a word of its own.
const bash = `_ingress2gateway() {
  local line=\${COMP_LINE:0:COMP_POINT} candidate
  local -a words
  read -ra words <<<"$line"
  [[ $line == *[[:space:]] ]] && words+=('')
  local word=\${words[\${#words[@]}-1]} kept=
  [[ $COMP_WORDBREAKS == *=* ]] && kept=\${word%"\${word##*=}"}
  COMPREPLY=()
  while IFS=$'\\t' read -r candidate _; do
    if [[ $candidate == :files ]]; then
      compopt -o filenames 2>/dev/null
      while IFS= read -r candidate; do COMPREPLY+=("$candidate"); done < <(compgen -f -- "\${word##*[=,]}")
    else
      COMPREPLY+=("\${candidate#"$kept"}")
    fi
  done < <("\${words[0]}" complete -- "\${words[@]:1}" 2>/dev/null)
}
complete -F _ingress2gateway ingress2gateway
`;

const zsh = `#compdef ingress2gateway
_ingress2gateway() {
  local line missed=1
  local -a candidates
  for line in "\${(@f)$("\${words[1]}" complete -- "\${(@)words[2,CURRENT-1]}" "$PREFIX" 2>/dev/null)}"; do
    case $line in
      :files) _files && missed=0 ;;
      ?*) candidates+=("\${\${line%%$'\\t'*}//:/\\\\:}:\${line#*$'\\t'}") ;;
    esac
  done
  (( $#candidates )) && _describe ingress2gateway candidates && missed=0
  return missed
}
compdef _ingress2gateway ingress2gateway
`;

const fish = `function __ingress2gateway_complete
    set -l words (commandline -opc) (commandline -ct)
    for line in ($words[1] complete -- $words[2..] 2>/dev/null)
        if test "$line" = :files
            __fish_complete_path (commandline -ct)
        else
            echo $line
        end
    end
end
complete -c ingress2gateway -f -a '(__ingress2gateway_complete)'
`;

/** The shells, their scripts, and how one is made to read its own. */
export const shells = [
  { name: 'bash', script: bash, set: `echo 'source <(ingress2gateway completion bash)' >>~/.bashrc` },
  { name: 'zsh', script: zsh, set: `echo 'source <(ingress2gateway completion zsh)' >>~/.zshrc` },
  {
    name: 'fish',
    script: fish,
    set: 'ingress2gateway completion fish >~/.config/fish/completions/ingress2gateway.fish',
  },
];
