#!/usr/bin/env bash
# Turns a small Debian machine into an Otasuke sensor, and back. See --help.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)

usage() {
  cat <<'TEXT'
Usage: install.sh --url URL --code-file FILE [--interface NAME] [--home CIDR]…
       install.sh --url URL --token-file FILE [--interface NAME] [--home CIDR]…
       install.sh --remove

Installs Suricata, arpwatch and syslog-ng from Debian and starts four services: otasuke-sensor watches the network and
writes down who spoke with whom; otasuke-arpwatch which device has which address; otasuke-shipper carries both to Otasuke
and keeps it on disk while the line is down; otasuke-agent tells each minute how the box does, and fetches its settings.
Run again, it brings everything to what you ask for now; what you leave out stays as it was.

  --url URL          where Otasuke is, such as https://otasuke.example
  --code-file FILE   holds what stands on the kitting sheet, good once: the box becomes a sensor by it (`-`: standard
                     input; at a terminal it is asked for)
  --token-file FILE  holds the sensor's token, shown once by `otasuke sensor add` (`-` as above)
  --code, --token    the same as words: the shell's history and everybody on this machine see them
  --interface NAME   where the mirrored traffic arrives (default: the interface of the default route)
  --home CIDR        a network of the firm, once per network (default: the private ones)
  --remove           stop, and take away everything that this script brought: services, settings, logs, packages
  --root DIR         write files below DIR and nothing else: no package, no user, no service
  --dry-run          say what would be done, and do nothing
  --help             this text

Exit status: 0 done; 1 something failed; 64 misused; 77 not root; 78 the code, the token or the address is wrong.
TEXT
}

say() { printf '%s\n' "$*"; }
stop() { printf 'install.sh: %s\n' "$1" >&2; exit "${2:-1}"; }
misused() { stop "$1 (--help explains)" 64; }

url= token= code= interface= root= action=install is_dry=
home=()
packages=(suricata arpwatch syslog-ng-core syslog-ng-mod-http ca-certificates curl iproute2 logrotate)
# Services that Debian's packages would start beside ours.
rivals=(suricata.service arpwatch.service syslog-ng.service)
units=(otasuke-sensor.service otasuke-arpwatch.service otasuke-shipper.service otasuke-agent.timer)

read_arguments() {
  while [ $# -gt 0 ]; do
    case $1 in
      --help | -h) usage; exit 0 ;;
      --remove | --uninstall) action=remove ;;
      --dry-run) is_dry=1 ;;
      --url | --code | --code-file | --token | --token-file | --interface | --home | --root)
        [ -n "${2:-}" ] || misused "$1 needs a value"
        take "$1" "$2"
        shift
        ;;
      *) misused "unknown option $1" ;;
    esac
    shift
  done
}

take() {
  case $1 in
    --url) url=$2 ;;
    --code) code=$2 ;;
    --code-file) code=$(secret_in "$2" 'The code on the kitting sheet') || misused "there is nothing to read in $2" ;;
    --token) token=$2 ;;
    --token-file) token=$(secret_in "$2" 'The token of the sensor') || misused "there is nothing to read in $2" ;;
    --interface) interface=$2 ;;
    --home) home+=("$2") ;;
    --root) root=${2%/} ;;
  esac
}

# secret_in FILE QUESTION: its first line; at a terminal somebody is asked for it.
secret_in() {
  local secret=
  if [ "$1" != - ]; then secret=$(head -n 1 -- "$1"); else
    [ ! -t 0 ] || printf '%s: ' "$2" >&2
    read -r secret || true
  fi
  [ -n "$secret" ] && printf '%s' "$secret"
}

check_arguments() {
  [ -n "$url" ] || url=$(earlier shipper.env OTASUKE_URL)
  [ -n "$token$code" ] || token=$(earlier shipper.env OTASUKE_TOKEN)
  [ -n "$interface" ] || interface=$(earlier sensor.env INTERFACE)
  [ -n "$interface" ] || interface=$(ip -o route show default 2>/dev/null | sed -n 's/.* dev \([^ ]*\).*/\1/p' | head -1)
  [ ${#home[@]} -gt 0 ] || IFS=, read -ra home <<<"$(earlier sensor.env HOME_NETWORKS)"
  [ ${#home[@]} -gt 0 ] || home=(10.0.0.0/8 172.16.0.0/12 192.168.0.0/16 fc00::/7)

  [ -n "$url" ] || misused "--url is missing"
  [ -n "$token$code" ] || misused "--code-file or --token-file is missing"
  [ -z "$token" ] || [ -z "$code" ] || misused "--code and --token are two ways of the same: give one"
  [[ $url =~ ^https?://[A-Za-z0-9.:_-]+(\[[0-9a-fA-F:]+\])?(/[A-Za-z0-9._~/-]*)?$ || $url =~ ^https?://\[[0-9a-fA-F:]+\](:[0-9]+)?(/[A-Za-z0-9._~/-]*)?$ ]] ||
    misused "--url is not an address such as https://otasuke.example: $url"
  [[ $code =~ ^[A-Za-z0-9\ -]{0,40}$ ]] || misused "--code holds a character that no code has"
  [[ $token =~ ^[A-Za-z0-9._~+/=-]*$ ]] || misused "--token holds a character that no token has"
  [ -n "$interface" ] || misused "--interface is missing, and there is no default route to guess it from"
  [[ $interface =~ ^[A-Za-z0-9._@-]{1,15}$ ]] || misused "--interface is not the name of one: $interface"
  [ -n "$root" ] || ip link show dev "$interface" >/dev/null 2>&1 ||
    misused "no interface $interface here; there are: $(ip -br link | awk '$1 != "lo" { sub(/@.*/, "", $1); printf "%s ", $1 }')"
  local network
  for network in "${home[@]}"; do
    [[ $network =~ ^[0-9a-fA-F.:]+/[0-9]{1,3}$ ]] || misused "--home is not a network such as 192.168.1.0/24: $network"
  done
  case $url in */sensor/v1/events) ;; *) url=${url%/}/sensor/v1/events ;; esac
}

# What an earlier run was told.
earlier() { [ -r "$root/etc/otasuke-sensor/$1" ] && sed -n "s/^$2=//p" "$root/etc/otasuke-sensor/$1" | head -1 || true; }

# do_it WHAT COMMAND…: everything that changes the machine goes through here.
do_it() {
  say "${is_dry:+would }$1"
  shift
  [ -n "$is_dry" ] || "$@"
}
# The same for what reaches beyond files, which --root leaves alone.
on_machine() { [ -n "$root" ] || do_it "$@"; }

kept=var/lib/otasuke-sensor-kit
# What was here before us, so that --remove can tell: one `WORD VALUE` a line.
remember() { grep -qxF "$1" "$root/$kept/brought" 2>/dev/null || printf '%s\n' "$1" >>"$root/$kept/brought"; }
brought() { sed -n "s/^$1 //p" "$root/$kept/brought" 2>/dev/null | tac; }
open_memory() { mkdir -p "$root/$kept" && touch "$root/$kept/brought"; }

# put MODE PATH: standard input becomes the file, in one step, so that nobody ever sees half of it or a token it may not.
put() {
  local path=$root/$2
  mkdir -p "$(dirname "$path")"
  (umask 077 && cat >"$path.new")
  chmod "$1" "$path.new"
  if cmp -s "$path.new" "$path" && [ "$(stat -c %a "$path")" = "$1" ]; then rm "$path.new"; else mv "$path.new" "$path" && changed=1; fi
  remember "file $2"
}
changed=

write_settings() {
  put 644 etc/otasuke-sensor/sensor.env <<<"INTERFACE=$interface
HOME_NETWORKS=$(IFS=,; echo "${home[*]}")"
  put 600 etc/otasuke-sensor/shipper.env <<<"OTASUKE_URL=$url
OTASUKE_TOKEN=$token"
  put 644 etc/otasuke-sensor/suricata.yaml < <(sed "s|HOME-NETWORKS|$(IFS=,; echo "${home[*]}")|" "$here/suricata.yaml")
  put 644 etc/otasuke-sensor/syslog-ng.conf <"$here/syslog-ng.conf"
  put 644 etc/logrotate.d/otasuke-sensor <"$here/logrotate"
  local unit
  for unit in "${units[@]}" otasuke-agent.service; do put 644 "etc/systemd/system/$unit" <"$here/$unit"; done
  put 755 usr/local/lib/otasuke/agent.sh <"$here/agent.sh"
}

is_installed() { dpkg-query -W -f='${Status}' "$1" 2>/dev/null | grep -q 'ok installed'; }

install_packages() {
  local missing=() package
  for package in "${packages[@]}"; do is_installed "$package" || missing+=("$package"); done
  [ ${#missing[@]} -gt 0 ] || return 0
  hold_rivals
  apt-get update -qq || stop "apt-get update failed: is this machine on the internet?"
  offer_suricata
  # Unquoted: Suricata may be several words.
  local wanted=(${missing[@]/suricata/$("$here/suricata-packages.sh")})
  # Noted before it happens, so that an interrupted run can be undone as well; what these packages need comes along.
  for package in $(apt-get --simulate install --no-install-recommends "${wanted[@]}" | sed -n 's/^Inst \([^ ]*\).*/\1/p'); do
    remember "package $package"
  done
  # --no-remove: another system logger, say, is the owner's to give up.
  DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends --no-remove "${wanted[@]}" >/dev/null ||
    stop "apt-get could not install ${missing[*]} (see above); if another system logger is in the way, remove it first"
}

# Suricata 7 is in newer releases themselves, and in backports for the one before.
offer_suricata() {
  has_suricata && return 0
  local file
  file=$("$here/backports.sh")
  [ -z "$file" ] || { remember "file ${file#/}"; say "added $file"; apt-get update -qq || stop "apt-get update failed with $file"; }
  has_suricata || stop "this machine's Debian mirror has no Suricata 7, not even in backports"
}
has_suricata() {
  local candidate
  candidate=$(apt-cache policy suricata | sed -n 's/^ *Candidate: //p')
  [ -n "$candidate" ] && [ "$candidate" != "(none)" ] && dpkg --compare-versions "$candidate" ge 1:7
}

# Masked before their packages come, so that they never start; those that the owner runs already stay as they are.
hold_rivals() {
  local unit
  for unit in "${rivals[@]}"; do
    if [ ! -e "/lib/systemd/system/$unit" ] && [ ! -e "/etc/systemd/system/$unit" ]; then
      ln -s /dev/null "/etc/systemd/system/$unit"
      remember "mask $unit"
    fi
  done
}

add_user() {
  id otasuke-sensor >/dev/null 2>&1 && return 0
  useradd --system --user-group --home-dir /nonexistent --no-create-home --shell /usr/sbin/nologin otasuke-sensor
  remember "user otasuke-sensor"
}

# An empty body is refused for being empty by whoever knows the token, and for the token by whoever does not.
check_door() {
  local answer
  answer=$(curl --silent --output /dev/null --max-time 15 --write-out '%{http_code}' --request POST "$url" \
    --header @- --header 'Content-Type: application/x-ndjson' <<<"Authorization: Bearer $token") || true
  case $answer in
    400 | 429) say "Otasuke answers, and knows the token" ;;
    401) stop "Otasuke at $url does not know this token (it is shown once, by \`otasuke sensor add\`)" 78 ;;
    404 | 405) stop "there is no Otasuke at $url (it answered $answer)" 78 ;;
    *) say "warning: no answer from $url yet (${answer:-000}); what is seen waits on disk until there is" ;;
  esac
}

# The code becomes the token. The box makes up a key beside it, by which it gets the same answer when it lost the first.
enrol() {
  local file=$root/$kept/enrol-key answer status
  [ -s "$file" ] || (umask 077 && od -An -N24 -tx1 /dev/urandom | tr -d ' \n' >"$file")
  answer=$(curl --silent --max-time 20 --write-out '\n%{http_code}' "${url%/events}/enrol" \
    --header 'Content-Type: application/json' --header @<(printf 'Idempotency-Key: %s\n' "$(cat "$file")") \
    --data-binary @- <<<"{\"code\":\"$code\"}") || true
  status=${answer##*$'\n'}
  case $status in
    201) token=$(sed -n 's/.*"token":"\([^"]*\)".*/\1/p' <<<"$answer") ;;
    000 | '') stop "no answer from $url: is this machine on the internet?" ;;
    *) stop "Otasuke does not take this code: $(sed -n 's/.*"detail":"\([^"]*\)".*/\1/p' <<<"$answer")" 78 ;;
  esac
  [ -n "$token" ] || stop "there is no Otasuke at $url" 78
  # A box that becomes another sensor has nothing to go back to.
  rm -rf "$root/var/lib/otasuke-agent"
}
# Once the token is on disk.
forget_key() { rm -f "$root/$kept/enrol-key"; }

# With what the services will run with, before anything old is stopped.
check_suricata() {
  local folder said
  folder=$(mktemp -d)
  said=$(suricata -T -c /etc/otasuke-sensor/suricata.yaml -l "$folder" 2>&1) ||
    stop "Suricata does not accept its configuration: $said"
  rm -r "$folder"
}

has_systemd() { [ -d /run/systemd/system ]; }
start_services() {
  has_systemd || { say "warning: systemd does not run here; start ${units[*]} by hand"; return 0; }
  systemctl daemon-reload
  systemctl enable --quiet "${units[@]}"
  systemctl "$([ -n "$changed" ] && echo restart || echo start)" "${units[@]}" ||
    stop "a service does not start: journalctl -u 'otasuke-*'"
}

install_all() {
  [ -n "$is_dry" ] || open_memory
  on_machine "install what is missing of: ${packages[*]}" install_packages
  on_machine "add the user otasuke-sensor" add_user
  [ -z "$code" ] || do_it "become a sensor by the code" enrol
  [ -n "$root$is_dry" ] || check_door
  do_it "write /etc/otasuke-sensor, four services and the log's rotation${root:+ below $root}" write_settings
  [ -n "$is_dry" ] || forget_key
  on_machine "check the configuration" check_suricata
  on_machine "start otasuke-sensor and otasuke-arpwatch on $interface, otasuke-shipper and otasuke-agent to $url" start_services
  on_machine "send the first heartbeat" first_heartbeat
}

first_heartbeat() {
  if /usr/local/lib/otasuke/agent.sh; then say "done; the first heartbeat has arrived"; else
    say "done; the first heartbeat has not arrived yet, and is sent again each minute"
  fi
}

remove_all() {
  [ -e "$root/$kept/brought" ] || { say "nothing to remove: this script has installed nothing here"; return 0; }
  on_machine "stop the services" stop_services
  on_machine "remove packages: $(brought package | xargs)" remove_packages
  on_machine "remove the user otasuke-sensor" remove_user
  do_it "remove files: $(brought file | xargs)" remove_files
  [ -n "$is_dry" ] || say "removed"
}

stop_services() {
  has_systemd || return 0
  systemctl disable --quiet --now "${units[@]}" 2>/dev/null || true
}

remove_packages() {
  local ours=() package unit
  for package in $(brought package); do is_installed "$package" && ours+=("$package"); done
  if [ ${#ours[@]} -gt 0 ]; then
    mapfile -t ours < <(nobody_else_needs "${ours[@]}")
    DEBIAN_FRONTEND=noninteractive apt-get purge -y -qq "${ours[@]}" >/dev/null || stop "apt-get could not remove ${ours[*]}"
  fi
  for unit in $(brought mask); do rm -f "/etc/systemd/system/$unit"; done
}

# Of these packages, those whose leaving takes nothing else along: what came later may need one of them.
nobody_else_needs() {
  local package leaving
  for package; do
    leaving=$(apt-get --simulate purge "$package" | sed -n 's/^\(Purg\|Remv\) \([^ ]*\).*/\2/p')
    grep -vxF -f <(printf '%s\n' "$@") <<<"$leaving" >&2 || printf '%s\n' "$package"
  done
}

remove_user() { [ -z "$(brought user)" ] || userdel otasuke-sensor; }

remove_files() {
  local path
  for path in $(brought file); do rm -f "$root/$path"; done
  rm -rf "$root/etc/otasuke-sensor" "$root/var/log/otasuke-sensor" "$root/var/lib/otasuke-sensor" "$root/var/lib/otasuke-agent" \
    "$root/usr/local/lib/otasuke" "$root/$kept"
  [ -n "$root" ] || ! has_systemd || systemctl daemon-reload
}

read_arguments "$@"
[ -n "$root" ] || [ -n "$is_dry" ] || [ "$(id -u)" -eq 0 ] || stop "only root can do this" 77
if [ "$action" = remove ]; then remove_all; else check_arguments && install_all; fi
