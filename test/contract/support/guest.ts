// A guest as one reaches it from this machine: over ssh at its port of the loopback address.
import { chmod, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { mustRun, runCommand, type Outcome } from './run-command.ts';
import { waitUntil } from './wait-until.ts';

/** How root signs in: the file of a private key, or a password. */
export type SshLogin =
  | { readonly keyFile: string }
  | { readonly password: string; readonly folder: string };

export interface Guest {
  /** Runs a command line that must succeed; returns its standard output without blanks at its ends. */
  run(commandLine: string): Promise<string>;
  /** Runs a command line that may fail. */
  try(commandLine: string): Promise<Outcome>;
}

/** Waits until root can sign in. */
export async function reachGuest(port: number, login: SshLogin, seconds = 120): Promise<Guest> {
  const { args, env } = await sshWith(port, login);
  const attempt = async (commandLine: string): Promise<Outcome> =>
    await runCommand('ssh', [...args, commandLine], { env });
  let last = '';
  await waitUntil(`root can sign in at port ${port}`, seconds, async () => {
    const { code, stderr } = await attempt('true');
    last = stderr;
    return code === 0 ? true : undefined;
  }).catch((error: unknown) => {
    throw new Error(`ssh said: ${last}`, { cause: error });
  });
  return {
    try: attempt,
    run: async (commandLine) => (await mustRun('ssh', [...args, commandLine], { env })).trim(),
  };
}

/** True when root cannot sign in at a guest that lets others in. */
export async function isLockedOut(port: number, login: SshLogin): Promise<boolean> {
  const { args, env } = await sshWith(port, login);
  const { code, stderr } = await runCommand('ssh', [...args, 'true'], { env });
  return code === 255 && stderr.includes('Permission denied');
}

async function sshWith(
  port: number,
  login: SshLogin,
): Promise<{ args: readonly string[]; env: Record<string, string> }> {
  const methods =
    'keyFile' in login
      ? ['-i', login.keyFile, '-o', 'BatchMode=yes', '-o', 'IdentitiesOnly=yes']
      : ['-o', 'PubkeyAuthentication=no', '-o', 'NumberOfPasswordPrompts=1'];
  const settings = [
    'StrictHostKeyChecking=no',
    'UserKnownHostsFile=/dev/null',
    'LogLevel=ERROR',
    'ConnectTimeout=10',
  ];
  return {
    args: [
      '-F',
      '/dev/null',
      '-p',
      String(port),
      ...methods,
      ...settings.flatMap((setting) => ['-o', setting]),
      'root@127.0.0.1',
    ],
    env: 'keyFile' in login ? {} : await askPass(login),
  };
}

/** ssh takes a password from a program, and from a terminal, which there is none of. */
async function askPass(login: { password: string; folder: string }) {
  const program = join(login.folder, 'ask-pass');
  await writeFile(program, '#!/bin/sh\nprintf "%s\\n" "$GUEST_PASSWORD"\n');
  await chmod(program, 0o700);
  return {
    SSH_ASKPASS: program,
    SSH_ASKPASS_REQUIRE: 'force',
    DISPLAY: ':0',
    GUEST_PASSWORD: login.password,
  };
}

/** The SHA-256 fingerprint of the host key at a port. */
export async function hostKeyAt(port: number): Promise<string> {
  const key = await waitUntil(`port ${port} shows a host key`, 30, async () => {
    const what = ['-T', '10', '-t', 'ed25519', '-p', String(port), '127.0.0.1'];
    const { stdout } = await runCommand('ssh-keyscan', what);
    return /^[^#\n]+$/m.exec(stdout)?.[0];
  });
  const shown = await mustRun('sh', ['-c', 'echo "$KEY" | ssh-keygen -l -f -'], {
    env: { KEY: key },
  });
  const [fingerprint] = /SHA256:\S+/.exec(shown) ?? [];
  if (fingerprint === undefined) throw new Error(`no fingerprint: ${shown}`);
  return fingerprint;
}
