#!/bin/sh
# Chromium shows the pages, LibreOffice recalculates the workbooks in the tests; poppler draws pages of the PDF.
need=""
command -v soffice >/dev/null 2>&1 || need="$need libreoffice-calc"
command -v pdftotext >/dev/null 2>&1 || need="$need poppler-utils"
command -v chromium >/dev/null 2>&1 || command -v google-chrome >/dev/null 2>&1 || need="$need chromium"
[ -z "$need" ] && exit 0
if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null 2>&1; then
    echo "Installing$need"
    log=$(mktemp)
    if apt-get update -qq >"$log" 2>&1 &&
        DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends $need >"$log" 2>&1; then
        exit 0
    fi
    tail -n 3 "$log"
fi
echo "NOT INSTALLED:$need. The tests that need them will be skipped and say so."
