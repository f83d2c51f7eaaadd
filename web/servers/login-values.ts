// How one will get into a server, as a form has it and as the API takes it. Pure.
import type { NewLogin } from '../../src/api/accord/servers/schema.ts';

export interface LoginValues {
  readonly login: NewLogin['kind'];
  readonly password?: string;
  readonly keyName?: string;
  readonly userData?: string;
}

export const noLogin: LoginValues = { login: 'password' };

export function loginOf({ login, password = '', keyName = '' }: LoginValues): NewLogin {
  if (login === 'password') return { kind: login, password };
  return login === 'key' ? { kind: login, keyName } : { kind: login };
}

/** Left out when there is none. */
export function userDataOf({ userData = '' }: LoginValues): { readonly userData?: string } {
  return userData.trim() === '' ? {} : { userData };
}
