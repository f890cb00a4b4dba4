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
    libcurl4-openssl-dev libssl-dev libgmime-3.0-dev libytnef0-dev libxml2-dev libpcre2-dev libsqlite3-dev pkg-config
    ca-certificates
)
# Programs that tests start on loopback or compare with.
test_packages=(nginx-light openssl curl dovecot-imapd python3-aiosmtpd)

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

# mails FOLDER COUNT BYTES: plain mails from one person, each its own conversation; the last
# line is "end".
mails() {
    mkdir -p "$1"
    awk -v folder="$1" -v count="$2" -v bytes="$3" 'BEGIN {
        line = "0123456789 abcdefghijklmnopqrstuvwxyz 0123456789 abcdefghijklmnopq\r\n"
        for (i = 1; i <= count; i++) {
            file = sprintf("%s/%06d.eml", folder, i)
            printf "From: Mia Example <mia@example.org>\r\nTo: support@example.org\r\n", "" > file
            printf "Subject: Bench %d\r\nMessage-ID: <bench-%d@example.org>\r\n", i, i > file
            printf "Date: Mon, 2 Nov 2026 10:00:00 +0000\r\nContent-Type: text/plain; charset=utf-8\r\n\r\n" > file
            for (size = 250; size < bytes; size += length(line)) printf "%s", line > file
            printf "end\r\n" > file
            close(file)
        }
    }'
}

# large FILE BYTES: one mail whose attachment makes it so large.
large() {
    {
        printf 'From: Mia Example <mia@example.org>\r\nTo: support@example.org\r\nSubject: Large\r\n'
        printf 'Message-ID: <large@example.org>\r\nMIME-Version: 1.0\r\n'
        printf 'Content-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\n\r\nSee the file.\r\n--b\r\n'
        printf 'Content-Type: application/octet-stream; name=large.bin\r\nContent-Transfer-Encoding: base64\r\n\r\n'
        head -c $(($2 * 57 / 78)) /dev/urandom | base64 -w 76 | sed 's/$/\r/'
        printf -- '--b--\r\n'
    } >"$1"
}

# timed COMMAND...: runs it; sets wall and cpu (seconds), memory (peak, MiB) and status. Its output is in $folder/out and err.
timed() {
    status=0
    /usr/bin/time -o "$folder/time" -f '%e %U %S %M' "$@" >"$folder/out" 2>"$folder/err" || status=$?
    local user system
    read -r wall user system memory < <(tail -n 1 "$folder/time")
    cpu=$(echo "$user + $system" | bc)
    memory=$((memory / 1024))
}
