#!/usr/bin/env bash
# Makes the checkout ready to run: Debian packages, .venv, pinned requirements. Run it as often as you like.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

fail() {
  printf 'bootstrap: %s\n' "$*" >&2
  exit 1
}

# What was installed is remembered by the content of what asked for it, so a second call has nothing to do.
wanted=$(cat packaging/apt.list packaging/bootstrap.sh requirements.lock pyproject.toml | sha256sum | cut -c1-64)
wanted="$wanted $PWD"
stamp=.venv/.bootstrap
if [ -f "$stamp" ] && [ "$(cat "$stamp")" = "$wanted" ] && [ -x .venv/bin/appear ]; then
  echo "bootstrap: nothing to do"
  exit 0
fi

packages() { sed -e 's/#.*//' packaging/apt.list | tr -s ' \t' '\n' | sed '/^$/d'; }

# Installed, or provided by something installed (later releases rename libraries and provide the old name).
missing_packages() {
  local have
  have=$(dpkg-query -W -f '${db:Status-Abbrev} ${Package}, ${Provides}\n' 2>/dev/null |
    sed -n 's/^ii *//p' | tr ',' '\n' | sed -e 's/(.*//' -e 's/[[:space:]]//g' | sort -u)
  comm -23 <(packages | sort -u) <(printf '%s\n' "$have")
}

install_packages() {
  local apt=(apt-get -qq -o DPkg::Lock::Timeout=600 install -y --no-install-recommends "$@") root=()
  if [ "$(id -u)" != 0 ]; then
    if command -v sudo >/dev/null && sudo -n true 2>/dev/null; then
      root=(sudo -n)
    elif command -v sudo >/dev/null && [ -t 0 ]; then
      root=(sudo)
    else
      fail "these packages are missing and need an administrator; please run:
  sudo ${apt[*]}"
    fi
  fi
  export DEBIAN_FRONTEND=noninteractive
  # A fresh machine has no package lists yet: then fetch them once and try again.
  "${root[@]}" env DEBIAN_FRONTEND=noninteractive "${apt[@]}" </dev/null && return
  "${root[@]}" apt-get -o DPkg::Lock::Timeout=600 update </dev/null || true
  "${root[@]}" env DEBIAN_FRONTEND=noninteractive "${apt[@]}" </dev/null ||
    fail "apt-get could not install: $*"
}

if command -v apt-get >/dev/null && command -v dpkg-query >/dev/null; then
  mapfile -t missing < <(missing_packages)
  if [ "${#missing[@]}" -gt 0 ]; then
    echo "bootstrap: installing ${#missing[@]} packages: ${missing[*]}"
    install_packages "${missing[@]}"
  fi
else
  echo "bootstrap: not a Debian machine; please see that it has what packaging/apt.list names" >&2
fi

# The first Python that is new enough and can make an environment.
python=
for candidate in python3 python3.13 python3.12 python3.11 /usr/bin/python3; do
  if "$candidate" -c 'import sys, venv, ensurepip; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then
    python=$candidate
    break
  fi
done
[ -n "$python" ] || fail "no Python 3.11 or newer with venv and ensurepip was found (Debian: python3-venv)"

# An environment knows its own path: one that was copied or moved here is made again.
if [ -f "$stamp" ] && [ "$(cut -d' ' -f2- "$stamp")" != "$PWD" ]; then
  rm -rf .venv
fi
if ! .venv/bin/python -m pip --version >/dev/null 2>&1; then
  echo "bootstrap: making .venv with $("$python" --version)"
  rm -rf .venv
  "$python" -m venv .venv
fi
rm -f "$stamp"
echo "bootstrap: installing pinned requirements"
.venv/bin/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock
.venv/bin/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
[ -x .venv/bin/appear ] || fail "the command .venv/bin/appear was not made"
printf '%s' "$wanted" >"$stamp"
echo "bootstrap: ready"
