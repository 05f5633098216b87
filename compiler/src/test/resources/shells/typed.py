"""Types a line with tabs into a shell on a terminal of its own; prints what the command behind it was given."""
import os, pty, select, sys, time

shell, script, line = sys.argv[1:4]
rc = {
    "bash": "PS1='REA''DY>'; bind 'set bell-style none'; source {0}; routec() {{ printf 'GOT'; printf '<%s>' \"$@\"; echo 'E''ND'; }}\n",
    "zsh": "PS1='REA''DY>'; unsetopt beep; autoload -U compinit; compinit -u -D; source {0};"
           " routec() {{ printf 'GOT'; printf '<%s>' \"$@\"; echo 'E''ND'; }}\n",
}[shell]
command = {"bash": ["bash", "--norc", "--noprofile", "-i"], "zsh": ["zsh", "-f", "-i"]}[shell]
child, terminal = pty.fork()
if child == 0:
    os.environ.update(TERM="dumb", COLUMNS="500", HISTFILE="/dev/null")
    os.execvp(command[0], command)

seen = b""
end = time.time() + 120


def until(word):
    """Waits for a word that no echo of the input has."""
    global seen
    while word not in seen:
        if time.time() > end or not select.select([terminal], [], [], end - time.time())[0]:
            sys.exit("no " + word.decode() + " in " + repr(seen))
        try:
            seen += os.read(terminal, 65536)
        except OSError:
            sys.exit("the shell ended: " + repr(seen))
    seen = seen.split(word, 1)[1]


os.write(terminal, rc.format(script).encode())
until(b"READY>")
os.write(terminal, line.encode().decode("unicode_escape").encode() + b"\n")
until(b"GOT<")
while b"END" not in seen:
    seen += os.read(terminal, 65536)
print("<" + seen.split(b"END")[0].decode())
os.close(terminal)
