// Makes a checkout runnable with nothing but some Node and npm: the packages of package-lock.json, among them the Node that this
// project is written for. Plain JavaScript, since the Node that starts it may be older and node_modules may not be there yet.
import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { access } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const root = path.dirname(path.dirname(fileURLToPath(import.meta.url)));
const neededMajor = 24;

/**
 * Runs `npm ci --ignore-scripts` when node_modules is missing or is not what package-lock.json says for this platform.
 * Throws an Error of one line when npm fails; npm's own words have been shown by then.
 */
export async function ensureDependencies() {
  if (dependenciesFit()) return;
  const args = ['ci', '--ignore-scripts', '--include=dev', '--include=optional'];
  process.stderr.write(
    'Installing the packages of package-lock.json (npm ci --ignore-scripts); this takes a minute or so.\n',
  );
  // Under `npm start` this is the npm that started us; its PATH begins in the node_modules that is about to be replaced.
  const npm = process.env['npm_execpath'];
  const [file, front] = npm?.endsWith('js') ? [process.execPath, [npm]] : ['npm', []];
  const { code, signal } = await run(file, [...front, ...args], { cwd: root });
  if (code !== 0) {
    throw new Error(
      `npm ci failed (${signal ?? `exit code ${code}`}): see its messages above, then run "npm ci --ignore-scripts" in ${root}.`,
    );
  }
}

/**
 * On a Node older than this project's: runs the script again, with the same arguments, on the Node of node_modules, and ends this
 * process as that one ends; never returns then. On a new enough Node it does nothing.
 * Throws an Error of one line when there is no such Node for this platform.
 * @param {string | URL} scriptUrl import.meta.url of the script
 */
export async function reexecOnPinnedNode(scriptUrl) {
  if (Number(process.versions.node.split('.')[0]) >= neededMajor) return;
  const node = path.join(root, 'node_modules', '.bin', 'node');
  try {
    await access(node);
  } catch (cause) {
    throw new Error(
      `Accord needs Node.js ${neededMajor} or newer, this is ${process.versions.node}, and there is none to install for ${process.platform}-${process.arch}: install it from https://nodejs.org and start again.`,
      { cause },
    );
  }
  const { code, signal } = await run(
    node,
    [...process.execArgv, fileURLToPath(scriptUrl), ...process.argv.slice(2)],
    {},
  );
  if (signal) process.kill(process.pid, signal);
  else process.exit(code ?? 1);
  // A signal that this process is told to ignore leaves it here.
  await new Promise((resolve) => setTimeout(resolve, 1000));
  process.exit(1);
}

/** npm records what it installed beside the packages, last of all; so an interrupted install is seen too. */
function dependenciesFit() {
  const wanted = readPackages(path.join(root, 'package-lock.json'));
  if (!wanted) throw new Error(`${root} has no package-lock.json: it is not a whole checkout.`);
  const installed = readPackages(path.join(root, 'node_modules', '.package-lock.json'));
  if (!installed) return false;
  return Object.entries(wanted).every(([place, entry]) => {
    if (place === '') return true;
    const found = installed[place];
    if (!found) return entry.optional === true && !isForThisPlatform(entry);
    return found.version === entry.version && found.integrity === entry.integrity;
  });
}

/** Entries that name a C library are left to npm, which knows this machine's. */
function isForThisPlatform({ os, cpu, libc }) {
  if (!os && !cpu) return false;
  return !libc && fits(os, process.platform) && fits(cpu, process.arch);
}

function fits(list, own) {
  return !list || list.includes(own);
}

function readPackages(file) {
  try {
    return JSON.parse(readFileSync(file, 'utf8')).packages;
  } catch (error) {
    if (error.code === 'ENOENT') return undefined;
    throw error;
  }
}

/** Runs a program on our own terminal, hands signals on to it, and says how it ended. */
function run(file, args, options) {
  return new Promise((resolve, reject) => {
    const child = spawn(file, args, { ...options, stdio: 'inherit' });
    const forward = (signal) => {
      // Ctrl-C reaches the whole foreground group by itself; a second one would look like impatience.
      if (signal === 'SIGINT' && isForeground()) return;
      child.kill(signal);
    };
    const listeners = ['SIGINT', 'SIGTERM', 'SIGHUP'].map((signal) => {
      const listener = () => forward(signal);
      process.on(signal, listener);
      return [signal, listener];
    });
    const settle = (done, value) => {
      for (const [signal, listener] of listeners) process.off(signal, listener);
      done(value);
    };
    child.once('error', (error) => settle(reject, error));
    child.once('exit', (code, signal) => settle(resolve, { code, signal }));
  });
}

function isForeground() {
  if (process.platform !== 'linux') return process.stdin.isTTY;
  const stat = readFileSync('/proc/self/stat', 'utf8');
  const [, , group, , , terminalGroup] = stat.slice(stat.lastIndexOf(')') + 1).split(' ');
  return group === terminalGroup;
}
