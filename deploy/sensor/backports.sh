#!/usr/bin/env bash
# Offers the machine the backports of its own Debian release, from the mirror that it takes Debian from already.
#   backports.sh [--root DIR] [--print]
# Prints the file it wrote (or, with --print, what it would hold); nothing when the machine has backports already.
set -euo pipefail

root=
mode=write
while [ $# -gt 0 ]; do
  case $1 in
    --root) root=${2:?--root needs a folder}; shift ;;
    --print) mode=print ;;
    *) echo "backports.sh: unknown option $1" >&2; exit 64 ;;
  esac
  shift
done

release=$(. "$root/etc/os-release" && echo "${VERSION_CODENAME:-}")
[ -n "$release" ] || { echo "backports.sh: $root/etc/os-release names no Debian release" >&2; exit 1; }
lists=("$root"/etc/apt/sources.list "$root"/etc/apt/sources.list.d/*.list)
stanzas=("$root"/etc/apt/sources.list.d/*.sources)

existing() { local file; for file; do [ -f "$file" ] && printf '%s\0' "$file"; done; true; }

# Both forms of apt's sources; `find_suite WANTED NAMED` prints the first source of Debian's main part that has suite WANTED,
# with NAMED in the suite's place. What signs it, and any other option, goes along.
find_suite() {
  existing "${lists[@]}" | xargs -0r awk -v wanted="$1" -v named="$2" '
    /^[ \t]*deb[ \t]/ {
      options = ""
      line = $0
      if (match(line, /\[[^]]*\][ \t]*/)) { options = substr(line, RSTART, RLENGTH); sub(/\[[^]]*\][ \t]*/, "", line) }
      count = split(line, word, /[ \t]+/)
      start = (word[1] == "") ? 2 : 1
      if (word[start + 2] != wanted) next
      for (i = start + 3; i <= count && word[i] !~ /^#/; i++)
        if (word[i] == "main") { print "deb " options word[start + 1] " " named " main"; exit }
    }'
  existing "${stanzas[@]}" | xargs -0r -I{} sh -c 'cat "$1"; echo' _ {} | awk -v wanted="$1" -v named="$2" '
    function has(text, one,   words, n, i) { n = split(text, words, /[ \t]+/); for (i = 1; i <= n; i++) if (words[i] == one) return 1; return 0 }
    function judge() {
      if (kept != "" && has(types, "deb") && has(suites, wanted) && has(components, "main") && enabled != "no" && !done) {
        printf "Types: deb\nSuites: %s\nComponents: main\n%s", named, kept
        done = 1
      }
      kept = types = suites = components = enabled = field = ""
    }
    /^#/ { next }
    /^[ \t]*$/ { judge(); next }
    /^[ \t]/ {
      if (field == "suites") suites = suites " " $0
      else if (field == "components") components = components " " $0
      else if (field != "types") kept = kept $0 "\n"
      next
    }
    {
      field = tolower($0); sub(/:.*/, "", field)
      value = $0; sub(/^[^:]*:[ \t]*/, "", value)
      if (field == "types") types = value
      else if (field == "suites") suites = value
      else if (field == "components") components = value
      else { if (field == "enabled") enabled = tolower(value); kept = kept $0 "\n" }
    }
    END { judge() }'
}

[ -z "$(find_suite "$release-backports" "$release-backports")" ] || exit 0

found=$(find_suite "$release" "$release-backports")
[ -n "$found" ] || {
  echo "backports.sh: no source of Debian $release under $root/etc/apt; add $release-backports by hand" >&2
  exit 1
}
case $found in
  deb\ *) found=$(head -1 <<<"$found") file=$root/etc/apt/sources.list.d/otasuke-backports.list ;;
  *) file=$root/etc/apt/sources.list.d/otasuke-backports.sources ;;
esac
[ "$mode" = print ] && { printf '%s\n' "$found"; exit 0; }
printf '# Written by the Otasuke sensor kit.\n%s\n' "$found" >"$file"
printf '%s\n' "$file"
