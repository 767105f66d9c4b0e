#!/usr/bin/env bash
# Speaks for a sensor, once a minute: how it does, and which settings it shall have. See --help.
set -euo pipefail

usage() {
  cat <<'TEXT'
Usage: agent.sh [--root DIR [--network]] [--now SECONDS]

One turn of the sensor's agent; otasuke-agent.timer runs it each minute. It tells Otasuke how the box does, fetches its
settings when they have changed, and puts them to work: a fixed or an automatic address, Wi-Fi on or off, its channel. What
Otasuke cannot be reached with for ten minutes is taken back, and not tried again.

  --root DIR      read and write files below DIR, and change nothing of the machine itself
  --network       with --root: but its addresses, in a network namespace that is nobody else's
  --now SECONDS   the time, since 1970 (default: the clock's)

Exit status: 0 Otasuke was reached; 1 it was not; 64 misused; 78 it does not know this box.
TEXT
}

root= now= network=
while [ $# -gt 0 ]; do
  case $1 in
    --root) root=${2%/}; shift ;;
    --now) now=$2; shift ;;
    --network) network=1 ;;
    --help | -h) usage; exit 0 ;;
    *) printf 'agent.sh: unknown option %s (--help explains)\n' "$1" >&2; exit 64 ;;
  esac
  shift
done
[ -n "$now" ] || now=$(date +%s)

readonly VERSION=1
# So long a change may keep us from Otasuke before it is taken back.
readonly UNREACHED_S=600
settings=$root/etc/otasuke-sensor
state=$root/var/lib/otasuke-agent
mkdir -p "$state"

setting() { sed -n "s/^$2=//p" "$settings/$1" 2>/dev/null | head -1; }
url=$(setting shipper.env OTASUKE_URL)
url=${url%/events}
token=$(setting shipper.env OTASUKE_TOKEN)
watches=$(setting sensor.env INTERFACE)
talks=$(ip -o route show default 2>/dev/null | sed -n 's/.* dev \([^ ]*\).*/\1/p' | head -1)
[ -z "$talks" ] || printf '%s\n' "$talks" >"$state/talks"
talks=$(cat "$state/talks" 2>/dev/null || printf '%s' "$watches")

# What was kept between two turns: one number or word a file.
kept() { cat "$state/$1" 2>/dev/null || printf '%s' "${2:-}"; }
keep() { printf '%s\n' "$2" >"$state/$1.new" && mv "$state/$1.new" "$state/$1"; }
line_of() { sed -n "s/^$2=//p" <<<"$1" | head -1; }

# ask PATH ARGUMENT…: the answer's last line is its status. The token is no argument: those can be read by everybody.
ask() {
  local path=$1
  shift
  curl --silent --max-time 20 "$@" --write-out '\n%{http_code}' --header @<(printf 'Authorization: Bearer %s\n' "$token") \
    "$url/$path" || printf '\n000'
}

interface_json() {
  local name=$1 role=$2 up=false addresses gateway
  [ "$(cat "/sys/class/net/$name/carrier" 2>/dev/null)" = 1 ] && up=true
  addresses=$(ip -o addr show dev "$name" scope global 2>/dev/null | awk '{ printf "%s\"%s\"", n++ ? "," : "", $4 }')
  gateway=$(ip -o route show default dev "$name" 2>/dev/null | sed -n 's/.*via \([^ ]*\).*/\1/p' | head -1)
  printf '{"name":"%s","role":"%s","isUp":%s,"addresses":[%s],"gateway":%s}' \
    "$name" "$role" "$up" "$addresses" "$([ -n "$gateway" ] && printf '"%s"' "$gateway" || printf null)"
}

interfaces_json() {
  if [ "$watches" = "$talks" ]; then interface_json "$talks" both; else
    interface_json "$talks" talk
    printf ','
    interface_json "$watches" watch
  fi
}

heartbeat_json() {
  local refused free
  refused=$(kept refused null)
  free=$(df --output=avail -k "$root/" 2>/dev/null | tail -1 | tr -d ' ')
  printf '{"clock":%d,"uptime":%d,"version":"%s","configVersion":%d,"refusedVersion":%s,"interfaces":[%s],"stats":{"freeKb":%d}}' \
    "$now" "$(cut -d. -f1 /proc/uptime)" "$VERSION" "$(kept version 1)" "$refused" "$(interfaces_json)" "${free:-0}"
}

# on_machine COMMAND…: what reaches beyond files, which --root leaves alone.
on_machine() { [ -n "$root" ] || "$@"; }
on_network() { { [ -n "$root" ] && [ -z "$network" ]; } || "$@"; }

hotspot=$root/etc/hostapd/hostapd.conf

# The addresses and the way out that the machine has now, as commands that bring them back.
snapshot() {
  ip -o -4 addr show dev "$talks" scope global | awk -v dev="$talks" '{ print "addr replace", $4, "dev", dev }'
  ip -o -4 route show default dev "$talks" | awk -v dev="$talks" '$2 == "via" { print "route replace default via", $3, "dev", dev }'
}

restore_network() {
  ip -4 addr flush dev "$talks" scope global
  local words
  while read -ra words; do [ ${#words[@]} -eq 0 ] || ip "${words[@]}" || true; done <"$state/network"
}

fix_address() {
  local address=$1 gateway=$2
  ip -4 addr replace "$address" dev "$talks"
  # Only this one: what DHCP gave before must not answer as well.
  ip -o -4 addr show dev "$talks" scope global | awk '{ print $4 }' | grep -vxF "$address" | while read -r other; do
    ip -4 addr del "$other" dev "$talks"
  done
  ip -4 route replace default via "$gateway" dev "$talks"
}

free_address() {
  # As the machine would get one by itself: by whichever of Debian's programs does that here.
  if command -v networkctl >/dev/null && systemctl is-active --quiet systemd-networkd; then networkctl renew "$talks"
  elif command -v dhclient >/dev/null; then timeout 60 dhclient -1 "$talks"
  else restore_network; fi
}

set_wifi() {
  local switch=$1 channel=$2
  [ -e "$hotspot" ] || return 0
  # 0: hostapd looks for the emptiest one itself.
  sed -i "s/^channel=.*/channel=$([ "$channel" = auto ] && echo 0 || echo "$channel")/" "$hotspot"
  on_machine systemctl "$([ "$switch" = on ] && echo restart || echo stop)" hostapd
}

# put_to_work SETTINGS: what is set wrongly shows by our not being heard, so nothing here may end the turn.
put_to_work() {
  local mode wifi
  mode=$(line_of "$1" address) wifi=$(line_of "$1" wifi)
  case $mode in
    fixed) on_network fix_address "$(line_of "$1" ip)" "$(line_of "$1" gateway)" || true ;;
    dhcp) [ "$(line_of "$(kept settings)" address)" != fixed ] || on_network free_address || true ;;
  esac
  [ -z "$wifi" ] || set_wifi "$wifi" "$(line_of "$1" channel)" || true
}

# is_askable SETTINGS: one of the few things that Otasuke can ask for. Whoever else answers in its place has nothing run here as root.
is_askable() {
  local name said= ip='[0-9]{1,3}(\.[0-9]{1,3}){3}'
  for name in version wifi channel address ip gateway; do said+="$(line_of "$1" "$name") "; done
  [[ $said =~ ^[1-9][0-9]{0,8}\ (on|off)\ (auto|[0-9]{1,3})\ (dhcp\ \ \ |fixed\ $ip/[0-9]{1,2}\ $ip\ )$ ]]
}

fetch() {
  local answer body status
  answer=$(ask config --header 'Accept: text/plain' --header "If-None-Match: \"$(kept version 1)\"")
  status=${answer##*$'\n'} body=${answer%$'\n'*}
  [ "$status" = 200 ] || return 0
  is_askable "$body" || { echo 'agent.sh: these are no settings that can be asked for' >&2; return 0; }
  local version
  version=$(line_of "$body" version)
  [ "$version" != "$(kept refused)" ] || return 0
  # Before anything changes it stands on disk what there was, and since when it is tried: a cut in the power changes nothing.
  on_network snapshot >"$state/network"
  [ ! -e "$hotspot" ] || cp -p "$hotspot" "$state/hotspot"
  keep before "$(kept settings "$(printf 'version=1\naddress=dhcp\nwifi=on\nchannel=auto')")"
  keep trying "$version $now"
  put_to_work "$body"
  keep settings "$body"
  keep version "$version"
  printf 'settings %s are at work\n' "$version"
}

# take_back SECONDS: what is being tried, after so long without Otasuke since it was reached last, or since the change.
take_back() {
  local version since reached
  read -r version since <<<"$(kept trying)"
  [ -n "$version" ] || return 0
  reached=$(kept reached 0)
  [ $((now - (reached > since ? reached : since))) -ge "$1" ] || return 0
  local before
  before=$(kept before)
  on_network restore_network || true
  put_to_work "$before"
  # As it came, whatever was in it that we know nothing of.
  [ ! -e "$state/hotspot" ] || { cp -p "$state/hotspot" "$hotspot" && on_machine systemctl restart hostapd; } || true
  keep settings "$before"
  keep version "$(line_of "$before" version)"
  keep refused "$version"
  rm -f "$state/trying"
  printf 'settings %s kept us from Otasuke: taken back\n' "$version"
}

# With these settings Otasuke was reached for ten minutes: they are what there is to go back to.
trust() {
  local version since
  read -r version since <<<"$(kept trying)"
  [ -z "$version" ] || [ $((now - since)) -lt $UNREACHED_S ] || rm -f "$state/trying"
}

turn() {
  [ -n "$token" ] && [ -n "$url" ] || { echo 'agent.sh: not installed: there is no token' >&2; exit 78; }
  # A lease that ran out, or a restart, may have undone what was set.
  [ "$(line_of "$(kept settings)" address)" != fixed ] || put_to_work "$(kept settings)"
  local answer status wanted
  answer=$(heartbeat_json | ask heartbeat --header 'Content-Type: application/json' --data-binary @-)
  status=${answer##*$'\n'}
  case $status in
    200)
      keep reached "$now"
      trust
      wanted=$(sed -n 's/.*"configVersion":\([0-9]*\).*/\1/p' <<<"$answer")
      [ "$wanted" = "$(kept version 1)" ] || fetch
      ;;
    # Whoever answers so by what is being tried may be somebody else's Otasuke; and if it is ours, waiting mends nothing.
    401) take_back 0; echo 'agent.sh: Otasuke does not know this box any more' >&2; exit 78 ;;
    *) take_back $UNREACHED_S; exit 1 ;;
  esac
}

# Two turns never meet.
exec 9>"$state/lock"
flock -n 9 || exit 0
turn
