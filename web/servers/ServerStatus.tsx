import { useTranslation } from 'react-i18next';
import type { Server } from '../../src/api/accord/servers/schema.ts';
import { isUnderWay } from '../api/under-way.ts';
import { JobStatus } from '../ui/JobStatus.tsx';
import { toneOf } from './server-words.ts';

/** How a server is; while something is done to it what, and how far that is; and why it is in error, or what went wrong last. */
export function ServerStatus({ server }: { readonly server: Server }) {
  const { t } = useTranslation('servers');
  const { status, task, job, problem } = server;
  const state = t(`status.${status}`);
  if (task === null && !(status === 'building' && isUnderWay(server))) {
    return <JobStatus tone={toneOf[status]} text={state} progress={null} problem={problem} />;
  }
  const doing = task === null ? state : t(`task.${task}`);
  return <JobStatus tone="busy" text={doing} progress={job?.progress ?? null} problem={null} />;
}
