// What is entered about a user, as the API takes it. Pure.
import type { NewUser, UserChange } from '../../src/api/accord/identity/schema.ts';

export interface UserValues {
  readonly name: string;
  readonly description: string;
  /** '': none. */
  readonly email: string;
  /** '': it stays as it is. */
  readonly password: string;
  /** Only of a new one. */
  readonly accountId: string;
}

export function newUserOf({ email, ...values }: UserValues): NewUser {
  return { ...values, ...(email.trim() === '' ? {} : { email: email.trim() }) };
}

export function userChangeOf({ name, description, email, password }: UserValues): UserChange {
  return {
    name,
    description,
    email: email.trim() || null,
    ...(password === '' ? {} : { password }),
  };
}
