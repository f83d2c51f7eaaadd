// The parts of Keystone's bodies that the tests look at.

interface Named {
  readonly id: string;
  readonly name: string;
}

export interface WireToken {
  readonly methods: readonly string[];
  readonly user: Named;
  readonly project?: Named;
  readonly roles?: readonly Named[];
  readonly expires_at: string;
  readonly issued_at: string;
  readonly audit_ids: readonly string[];
  readonly catalog?: readonly {
    readonly type: string;
    readonly name: string;
    readonly endpoints: readonly {
      readonly url: string;
      readonly region: string;
      readonly region_id: string;
    }[];
  }[];
}

export interface WireBody {
  readonly error: { readonly code: number; readonly message: string };
  readonly token: WireToken;
  readonly version: { readonly id: string; readonly status: string; readonly links: unknown };
  readonly project: Named;
  readonly projects: readonly Named[];
  readonly user: Named;
  readonly users: readonly Named[];
  readonly roles: readonly Named[];
  readonly role_assignments: readonly {
    readonly role: Named;
    readonly links: { readonly assignment: string };
  }[];
  readonly role_inferences: readonly {
    readonly prior_role: Named;
    readonly implies: readonly Named[];
  }[];
  readonly application_credential: {
    readonly id: string;
    readonly secret?: string;
    readonly expires_at: string | null;
  };
  readonly application_credentials: readonly { readonly id: string; readonly secret?: string }[];
  readonly endpoints: readonly { readonly url: string }[];
  readonly links: { readonly next: string | null };
}

/** The JSON of a response; a test reads only what its request answers with. */
export async function bodyOf(response: Response): Promise<WireBody> {
  return (await response.json()) as WireBody;
}
