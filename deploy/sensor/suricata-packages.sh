#!/usr/bin/env bash
# Prints how apt is to be asked for Suricata. Out of backports it needs the parser from there as well, which apt, left to
# itself, takes from the release.
set -euo pipefail
candidate=$(apt-cache policy suricata | sed -n 's/^ *Candidate: //p')
case $candidate in
  *~bpo*)
    release=$(. /etc/os-release && echo "$VERSION_CODENAME")-backports
    echo "suricata/$release libhtp2/$release" ;;
  *) echo suricata ;;
esac
