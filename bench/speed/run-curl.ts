// Image bytes over loopback with curl.
import { mustRun } from '../../test/contract/support/run-command.ts';

export interface Transfer {
  readonly status: number;
  readonly seconds: number;
  readonly uploaded: number;
  readonly downloaded: number;
}

export interface TransferRequest {
  /** An empty one is one that curl would send and is not to. */
  readonly headers: Readonly<Record<string, string>>;
  /** A file to PUT; without, it is a GET. */
  readonly upload?: string;
}

const limitSeconds = 300;

/** One request; what is answered goes to /dev/null. Throws when curl fails or takes more than five minutes. */
export async function runCurl(
  url: string,
  { headers, upload }: TransferRequest,
): Promise<Transfer> {
  const format = '%{http_code} %{time_total} %{size_upload} %{size_download}';
  const stdout = await mustRun(
    '/usr/bin/curl',
    [
      '--silent',
      '--show-error',
      '--output',
      '/dev/null',
      '--write-out',
      format,
      ...Object.entries(headers).flatMap(([name, value]) => ['--header', `${name}: ${value}`]),
      ...(upload === undefined ? [] : ['--upload-file', upload]),
      url,
    ],
    { seconds: limitSeconds },
  );
  const [status = 0, seconds = 0, uploaded = 0, downloaded = 0] = stdout.split(' ').map(Number);
  return { status, seconds, uploaded, downloaded };
}
