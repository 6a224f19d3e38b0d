#!/usr/bin/env bash
# Debian packages the tests need: a browser for the chat page and a Japanese font. Installs what is missing, or says how.
set -euo pipefail

missing=()
[ -x /usr/bin/chromium ] || missing+=(chromium)
fonts=$(fc-list :lang=ja family 2>/dev/null || true)
[ -n "$fonts" ] || missing+=(fonts-noto-cjk)
[ ${#missing[@]} -gt 0 ] || exit 0

command="apt-get update && apt-get install -y --no-install-recommends ${missing[*]}"
if command -v apt-get >/dev/null; then
  if [ "$(id -u)" = 0 ]; then
    echo "試験に要る ${missing[*]} を入れています…" >&2
    DEBIAN_FRONTEND=noninteractive bash -c "$command" >/dev/null && exit 0
  elif sudo -n true 2>/dev/null; then
    sudo env DEBIAN_FRONTEND=noninteractive bash -c "$command" >/dev/null && exit 0
  fi
fi
echo "試験に要る ${missing[*]} がありません。管理者として次を実行してください: $command" >&2
exit 1
