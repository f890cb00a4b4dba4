# Shared by the scripts: strict mode, messages, Debian packages. Source it, do not run it.
set -euo pipefail

root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
cd "$root"

log() { printf '== %s\n' "$*" >&2; }
error() { printf 'error: %s\n' "$*" >&2; }
fatal() {
    error "$*"
    exit 1
}

# C libraries with their headers, and what finds them.
build_packages=(
    libcurl4-openssl-dev libssl-dev libgmime-3.0-dev libxml2-dev libpcre2-dev libsqlite3-dev pkg-config ca-certificates
)
# Programs that tests start on loopback or compare with.
test_packages=(nginx-light openssl curl dovecot-imapd)

# Installs the Debian packages among the arguments that are missing; needs root or sudo only then.
install_packages() {
    local missing=() package
    for package in "$@"; do
        dpkg-query -W -f='${Status}' "$package" 2>/dev/null | grep -q 'ok installed' || missing+=("$package")
    done
    [ ${#missing[@]} -eq 0 ] && return
    local as_root=()
    if [ "$(id -u)" -ne 0 ]; then
        command -v sudo >/dev/null || fatal "missing packages: ${missing[*]}; install them as root"
        as_root=(sudo)
    fi
    log "installing ${missing[*]}"
    "${as_root[@]}" apt-get update -qq
    # A package that brings a service must not start it: tests start their own on free ports.
    local policy=/usr/sbin/policy-rc.d made_policy=
    if [ ! -e "$policy" ]; then
        printf '#!/bin/sh\nexit 101\n' | "${as_root[@]}" tee "$policy" >/dev/null
        "${as_root[@]}" chmod 755 "$policy"
        made_policy=yes
    fi
    # On a person's machine nothing is removed to make room (another mail server, say); a CI machine is ours.
    local keep=(--no-remove)
    [ "${CI:-}" != true ] || keep=()
    local status=0
    "${as_root[@]}" env DEBIAN_FRONTEND=noninteractive \
        apt-get install -y -qq --no-install-recommends "${keep[@]}" "${missing[@]}" >/dev/null || status=$?
    [ -z "$made_policy" ] || "${as_root[@]}" rm -f "$policy"
    [ "$status" -eq 0 ] || fatal "apt-get could not install ${missing[*]}"
}

need_swift() {
    command -v swift >/dev/null || fatal "no swift in PATH; this needs Swift 6.3 or newer (https://www.swift.org/install)"
}

# free_port: a TCP port on loopback that nobody listens on now.
free_port() {
    python3 -c 'import socket; s = socket.socket(); s.bind(("127.0.0.1", 0)); print(s.getsockname()[1])'
}
