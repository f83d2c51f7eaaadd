/** The `code` of a system or PostgreSQL error (`EACCES`, `57P03`), or undefined for any other value. */
export function causeCode(error: unknown): string | undefined {
  if (!(error instanceof Error) || !('code' in error)) return undefined;
  return typeof error.code === 'string' ? error.code : undefined;
}
