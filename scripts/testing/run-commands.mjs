// A static suite: all of its commands succeed, or it has failed; their words are shown only then.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import { stripVTControlCharacters } from 'node:util';
import { childEnvironment, colours } from './environment.mjs';
import { root } from './suites.mjs';

/**
 * @param {import('./suites.mjs').StaticSuite} suite
 * @param {number} patience milliseconds for one command
 * @returns {Promise<{ passed: number, failed: number, failures: string[] }>}
 */
export async function runCommands(suite, patience) {
  let failed = false;
  for (const command of suite.commands) {
    const { ending, output } = await run(command, patience);
    if (ending === 'exit code 0') continue;
    failed = true;
    process.stdout.write(`${output.trimEnd()}\n${command.join(' ')}: ${ending}\n`);
  }
  return failed
    ? { passed: 0, failed: 1, failures: [suite.name] }
    : { passed: 1, failed: 0, failures: [] };
}

async function run([program = '', ...args], patience) {
  const isScript = program.endsWith('.mjs');
  const child = spawn(
    isScript ? process.execPath : path.join(root, 'node_modules', '.bin', program),
    isScript ? [program, ...args] : args,
    {
      cwd: root,
      env: childEnvironment({ PATH: `${path.dirname(process.execPath)}:${process.env['PATH']}` }),
      stdio: ['ignore', 'pipe', 'pipe'],
      timeout: patience,
      killSignal: 'SIGKILL',
    },
  );
  const end = () => child.kill('SIGKILL');
  process.once('exit', end);
  const output = [];
  for (const stream of [child.stdout, child.stderr])
    stream.on('data', (chunk) => output.push(chunk));
  const [code, signal] = await once(child, 'close');
  process.off('exit', end);
  const text = Buffer.concat(output).toString('utf8');
  return {
    ending: signal ?? `exit code ${code}`,
    // Some tools colour their words under CI whatever the environment says.
    output: colours ? text : stripVTControlCharacters(text),
  };
}
