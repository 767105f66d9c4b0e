#!/usr/bin/env bash
# wires.sh NAME DEVICE FAULT: a small office, its router and a piece of the internet as network namespaces of this machine,
# with a sensor's box plugged in as DEVICE (office, aid, small-office, home) and FAULT (right, none, wrong, nat) say.
# Nothing leaves them. The internet's addresses are those that documents use (RFC 5737).
set -euo pipefail
name=$1 device=$2 fault=$3

space() {
  ip netns add "$name-$1"
  ip netns exec "$name-$1" sysctl -qw net.ipv6.conf.all.disable_ipv6=1 net.ipv6.conf.default.disable_ipv6=1 net.ipv4.ip_forward=1
  ip -n "$name-$1" link set lo up
}
# plug BOX HOLE WHERE BRIDGE [ADDRESS]: a cable from a box's hole into a bridge of WHERE.
plug() {
  ip -n "$name-$3" link add "$1-$2" type veth peer name "$2" netns "$name-$1"
  [ -z "$4" ] || ip -n "$name-$3" link set "$1-$2" master "$4"
  ip -n "$name-$3" link set "$1-$2" up
  [ -z "${5:-}" ] || ip -n "$name-$1" addr add "$5" dev "$2"
  ip -n "$name-$1" link set "$2" up
}
bridge() { ip -n "$name-$1" link add "$2" type bridge && ip -n "$name-$1" link set "$2" up; }
leads() { ip -n "$name-$1" route add "$2" via "$3"; }
# mirror PORT: what passes it, either way, comes out of the box's second hole as well.
mirror() {
  local way
  tc -n "$name-wire" qdisc add dev "$1" clsact
  for way in ingress egress; do
    tc -n "$name-wire" filter add dev "$1" "$way" protocol all u32 match u32 0 0 action mirred egress mirror dev box-eth1
  done
}

for one in wire net router box pc1 pc2 pc3; do space "$one"; done
bridge wire wan
bridge wire lan
plug net eth0 wire wan 203.0.113.80/24
for last in {81..91}; do ip -n "$name-net" addr add "203.0.113.$last/24" dev eth0; done
ip -n "$name-net" route add default via 203.0.113.1
plug router lan wire lan 192.168.1.1/24

# Where the PCs' cables go: WHERE, BRIDGE, their network, and who leads on from it.
where=wire at=lan net=192.168.1
case $device in
  office | aid)
    if [ "$device" = aid ]; then
      bridge wire aid
      ip -n "$name-wire" link add aid-up type veth peer name lan-aid
      for end in aid-up:aid lan-aid:lan; do ip -n "$name-wire" link set "${end%:*}" master "${end#*:}" up; done
      at=aid
    fi
    plug box eth0 wire "$at" 192.168.1.9/24
    case $fault in none) plug box eth1 wire "$at" ;; *) plug box eth1 wire '' ;; esac
    ;;
  small-office)
    bridge box br0
    plug box eth0 wire "$([ "$fault" = wrong ] && echo wan || echo lan)"
    ip -n "$name-box" link set eth0 master br0
    ip -n "$name-box" addr add 192.168.1.9/24 dev br0
    [ "$fault" = none ] || [ "$fault" = wrong ] || { where=box at=br0; }
    ;;
  home)
    bridge box br0
    if [ "$fault" = wrong ]; then
      plug box eth1 wire wan
      ip -n "$name-box" link set eth1 master br0
    fi
    plug box eth0 wire lan 192.168.1.9/24
    leads box default 192.168.1.1
    ip -n "$name-box" addr add 192.168.7.1/24 dev br0
    leads router 192.168.7.0/24 192.168.1.9
    [ "$fault" = none ] || [ "$fault" = wrong ] || { where=box at=br0 net=192.168.7; }
    ;;
esac
# A box that hangs before the wall lets the router's own traffic pass, and nothing else.
if [ "$fault" = wrong ] && [ "$device" != office ] && [ "$device" != aid ]; then
  plug router wan box br0 203.0.113.1/24
else
  plug router wan wire wan 203.0.113.1/24
fi
case $device in
  office) case $fault in right | nat) mirror router-lan ;; wrong) mirror router-wan ;; esac ;;
  aid) case $fault in right | nat) mirror aid-up ;; wrong) mirror router-wan ;; esac ;;
esac
if [ "$fault" = nat ]; then
  space inner
  plug inner out "$where" "$at" "$net.2/24"
  leads inner default "$net.1"
  bridge wire own
  plug inner own wire own 192.168.2.1/24
  where=wire at=own net=192.168.2
fi
for place in 1 2 3; do
  plug "pc$place" eth0 "$where" "$at" "$net.2$place/24"
  leads "pc$place" default "$net.1"
done
