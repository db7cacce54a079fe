# shellcheck shell=bash
# A bridge, an address range and NAT for each engine of ours. dockerd itself runs with iptables off, because its own rules
# would rearrange the machine's firewall; ours are three and carry the bridge's name as a comment.
# The range is a /20: the first /24 is the bridge, the others are for networks that are made on the engine.

to_number() {
  local a b c d
  IFS=. read -r a b c d <<<"$1"
  printf '%s\n' $(((a << 24) + (b << 16) + (c << 8) + d))
}

# Everything this machine already reaches by a route of its own, as ADDRESS/LENGTH.
used_ranges() {
  ip -4 -o addr show 2>/dev/null | awk '{ print $4 }'
  ip -4 route show 2>/dev/null | awk '$1 ~ /^[0-9]/ { print ($1 ~ /\//) ? $1 : $1 "/32" }'
  awk '$1 == "nameserver" && $2 !~ /:/ { print $2 "/32" }' /etc/resolv.conf 2>/dev/null || true
}

is_free() {
  local low high range length start size
  low=$(to_number "${1%/*}")
  high=$((low + (1 << 12)))
  for range in $2; do
    length=${range#*/}
    size=$((1 << (32 - length)))
    start=$(($(to_number "${range%/*}") / size * size))
    if [ "$start" -lt "$high" ] && [ "$low" -lt $((start + size)) ]; then return 1; fi
  done
}

choose_range() {
  local seed used turn n range
  seed=$(number_for "$1")
  used=$(used_ranges)
  for turn in 0 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17 18 19 20 21 22 23; do
    n=$(((seed + turn * 1031) % 3072))
    # Most of 10/8 first, then the upper half of 172.16/12, then 192.168/16: whatever a VPN may have taken whole.
    if [ "$turn" -lt 12 ]; then
      range=10.$((64 + n / 16)).$((n % 16 * 16)).0
    elif [ "$turn" -lt 18 ]; then
      range=172.$((24 + n / 16 % 8)).$((n % 16 * 16)).0
    else
      range=192.168.$((n % 16 * 16)).0
    fi
    if is_free "$range/20" "$used"; then
      printf '%s/20\n' "$range"
      return
    fi
  done
  fail "found no free private address range for a bridge; in use: $(printf '%s' "$used" | tr '\n' ' ')"
}

bridge_name() { printf 'sa%08x%.1s' "$(number_for bridge)" "$1"; }

uplink_mtu() {
  local device
  device=$(ip -4 route show default 2>/dev/null | sed -n 's/.* dev \([^ ]*\).*/\1/p' | sed -n 1p)
  cat "/sys/class/net/${device:-lo}/mtu" 2>/dev/null || echo 1500
}

network_up() {
  local bridge range address
  command -v ip >/dev/null 2>&1 || fail "the command 'ip' (package iproute2) is missing"
  bridge=$(bridge_name "$1")
  range=$(get "$1/range")
  # Somebody may have taken the remembered range while we were down.
  if [ -z "$range" ] || { [ ! -e "/sys/class/net/$bridge" ] && ! is_free "$range" "$(used_ranges)"; }; then
    range=$(choose_range "$1")
    put "$1/range" "$range"
  fi
  address=${range%.0/20}.1/24
  if [ ! -e "/sys/class/net/$bridge" ]; then
    ip link add "$bridge" type bridge || refuse "this machine does not let us make a network bridge (a container without NET_ADMIN?); start a Docker engine yourself and set DOCKER_HOST"
  fi
  ip -4 addr show dev "$bridge" | grep -qF " $address " || ip addr add "$address" dev "$bridge"
  ip link set "$bridge" mtu "$(uplink_mtu)" up
  forwarding_on
  nat_rules add "$bridge" "$range" || warn "iptables does not work here: containers of this engine reach this machine, but not the network (build with --network host)"
}

forwarding_on() {
  [ "$(cat /proc/sys/net/ipv4/ip_forward)" = 0 ] || return 0
  put ip-forward-was 0
  # shellcheck disable=SC2320
  echo 1 2>/dev/null >/proc/sys/net/ipv4/ip_forward || warn "could not switch on IPv4 forwarding: containers will not reach the network"
}

# Somebody else's engine may have come to need it meanwhile; then it stays.
forwarding_back() {
  [ "$(get ip-forward-was)" = 0 ] || return 0
  if other_engines_run; then
    warn "IPv4 forwarding stays on: another Docker engine runs on this machine"
  else
    echo 0 >/proc/sys/net/ipv4/ip_forward
  fi
}

# A process that ended but was not reaped yet has no command line any more.
other_engines_run() {
  local dir name word
  for dir in /proc/[0-9]*; do
    { read -r name <"$dir/comm"; } 2>/dev/null || continue
    [ "$name" = dockerd ] || continue
    word=
    { IFS= read -r -d '' word <"$dir/cmdline" || true; } 2>/dev/null
    if [ -n "$word" ]; then return 0; fi
  done
  return 1
}

# nat_rules add|remove BRIDGE RANGE
nat_rules() {
  local verb=$1 bridge=$2 range=$3
  command -v iptables >/dev/null 2>&1 || return 1
  one_rule "$verb" nat POSTROUTING -A "$bridge" -s "$range" ! -d "$range" -j MASQUERADE &&
    one_rule "$verb" filter FORWARD -I "$bridge" -s "$range" -j ACCEPT &&
    one_rule "$verb" filter FORWARD -I "$bridge" -d "$range" -j ACCEPT
}

# one_rule add|remove TABLE CHAIN -A|-I BRIDGE rule…
one_rule() {
  local verb=$1 table=$2 chain=$3 how=$4 bridge=$5
  shift 5
  set -- "$@" -m comment --comment "stack-action $bridge"
  if [ "$verb" = add ]; then
    iptables -w 10 -t "$table" -C "$chain" "$@" 2>/dev/null || iptables -w 10 -t "$table" "$how" "$chain" "$@" 2>/dev/null
  else
    while iptables -w 10 -t "$table" -D "$chain" "$@" 2>/dev/null; do :; done
  fi
}

network_down() {
  local bridge range device address
  bridge=$(bridge_name "$1")
  range=$(get "$1/range")
  if [ -n "$range" ]; then
    nat_rules remove "$bridge" "$range" || true
    # Bridges of networks that were made on this engine.
    ip -4 -o addr show 2>/dev/null | awk '$2 ~ /^br-/ { print $2, $4 }' | while read -r device address; do
      is_free "${range}" "$address" || ip link del "$device" 2>/dev/null || true
    done
  fi
  if [ -e "/sys/class/net/$bridge" ]; then ip link del "$bridge" || warn "could not remove the bridge $bridge"; fi
}

# dockerd would hand a loopback resolver's replacement of its own choice to containers; the machine's real resolvers are better.
container_resolvers() {
  local all
  all=$(awk '$1 == "nameserver" { print $2 }' /etc/resolv.conf 2>/dev/null || true)
  printf '%s\n' "$all" | grep -qvE '^(127\.|::1$|$)' && return 0
  awk '$1 == "nameserver" && $2 !~ /^(127\.|::1$)/ && $2 !~ /%/ { print $2 }' /run/systemd/resolve/resolv.conf 2>/dev/null || true
}
