"""Fetch the explorer's browser libraries from the npm registry into src/escalade/web/static/vendor and write LOCK.json.

    python tools/vendor_web.py            # needs npm; users of Escalade need neither npm nor Node

Files are taken as published, unchanged; LOCK.json says of each package its version, licence and the registry's
integrity string, and of each file its SHA-256, which tests/web/test_static.py compares with what is shipped.
"""

from __future__ import annotations

import hashlib
import json
import shutil
import subprocess
from pathlib import Path
from tempfile import TemporaryDirectory

TARGET = Path(__file__).parents[1] / "src" / "escalade" / "web" / "static" / "vendor"
PACKAGES = {  # name@version -> files of the package
    "htmx.org@2.0.11": ("dist/htmx.min.js",),
    "d3@7.9.2": ("dist/d3.min.js",),
    "@observablehq/plot@0.6.17": ("dist/plot.umd.min.js",),
    "topojson-client@3.1.0": ("dist/topojson-client.min.js",),
    "world-atlas@2.0.2": ("countries-50m.json",),
}
ALLOWED = {"ISC", "MIT", "0BSD", "BSD-2-Clause", "BSD-3-Clause"}


def main() -> None:
    """Install the packages in a temporary folder, copy their files and licences, write the lock."""
    TARGET.mkdir(parents=True, exist_ok=True)
    lock, licences = [], []
    with TemporaryDirectory() as folder:
        npm = ["npm", "install", "--ignore-scripts", "--no-audit", "--no-fund", "--prefix", folder]
        subprocess.run([*npm, *PACKAGES], check=True)
        resolved = json.loads((Path(folder) / "package-lock.json").read_text())["packages"]
        for spec, files in PACKAGES.items():
            name = spec.rpartition("@")[0]
            home = Path(folder) / "node_modules" / name
            about = json.loads((home / "package.json").read_text())
            if about["license"] not in ALLOWED:
                raise SystemExit(f"{spec}: licence {about['license']} is not one that may be shipped")
            digests = {}
            for file in files:
                target = TARGET / Path(file).name
                shutil.copyfile(home / file, target)
                digests[target.name] = hashlib.sha256(target.read_bytes()).hexdigest()
            lock.append(
                {
                    "package": name,
                    "version": about["version"],
                    "licence": about["license"],
                    "integrity": resolved[f"node_modules/{name}"]["integrity"],
                    "files": digests,
                }
            )
            licences.append(
                f"{name} {about['version']} ({about['license']})\n\n{(home / 'LICENSE').read_text().strip()}"
            )
    (TARGET / "LOCK.json").write_text(json.dumps(lock, indent=1) + "\n")
    rule = "\n\n" + "-" * 80 + "\n\n"
    (TARGET / "LICENCES.txt").write_text(rule.join(licences) + "\n")


if __name__ == "__main__":
    main()
