// For tests: is each line a command of the shell for itself, and what would it do? Nothing of it is ever run but stand-ins.
import { execFileSync } from 'node:child_process'

const READ_EACH = `while IFS= read -r line; do
eval "f() { :
$line
}" || { printf '%s\\n' "$line"; exit 1; }
done`

/** Reads each line as a command of its own (`bash -n` for many); throws at the first that is none. */
export function readAsShell(lines: readonly string[]): void {
  execFileSync('bash', ['-c', READ_EACH], { input: `${lines.join('\n')}\n`, stdio: ['pipe', 'pipe', 'pipe'] })
}

const STAND_INS = ['kubectl', 'curl', 'nc', 'ncat', 'openssl', 'sleep', 'kill']

/**
 * Runs a command with stand-ins that print the words they were given, one list a line; `kubectl get` answers `answer`. So quoting is
 * seen as the shell sees it.
 */
export function wordsGiven(command: string, answer = '192.0.2.1', setUp = ''): string[][] {
  const shout = (name: string) => `${name}() { (IFS=$'\\t'; printf '%s\\n' "${name}\t$*" >&3); }`
  const kubectl = `kubectl() { case "$*" in *' get '*) printf '%s' '${answer}';; *) (IFS=$'\\t'; printf '%s\\n' "kubectl\t$*" >&3);; esac; }`
  const script = [...STAND_INS.map(shout), kubectl, setUp, command, 'wait'].join('\n')
  const out = execFileSync('bash', ['-c', `exec 3>&1 >/dev/null\n${script}`], {
    encoding: 'utf8',
    stdio: ['pipe', 'pipe', 'pipe'],
  })
  return out
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => line.split('\t'))
}
