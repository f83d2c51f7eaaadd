// Bodies of the calls that make and change vaults (CBR API reference, "Creating a vault", "Modifying a vault"), in the domain's words.
import { Type, type Static } from 'typebox';
import { Fault } from '../../../domain/fault.ts';
import type { NewVault } from '../../../domain/vaults/create-vault.ts';
import { protections, vaultObjects } from '../../../domain/vaults/vault.ts';
import type { VaultWords } from './vault-words.ts';

const text = Type.Optional(Type.String());
const flag = Type.Optional(Type.Boolean());
const anything = Type.Optional(Type.Record(Type.String(), Type.Unknown()));

export const resourceBody = Type.Object({ id: Type.String(), type: Type.String() });

/** What both calls have. */
const common = {
  auto_bind: flag,
  auto_expand: flag,
  bind_rules: anything,
  locked: flag,
  smn_notify: flag,
  threshold: Type.Optional(Type.Integer({ minimum: 1, maximum: 100 })),
};

export const createBody = Type.Object({
  vault: Type.Object({
    ...common,
    name: Type.String(),
    description: text,
    billing: Type.Object({
      charging_mode: text,
      cloud_type: text,
      consistent_level: text,
      object_type: Type.String(),
      protect_type: Type.String(),
      size: Type.Integer(),
    }),
    resources: Type.Array(resourceBody, { maxItems: 255 }),
    tags: Type.Optional(
      Type.Array(Type.Object({ key: Type.String(), value: text }), { maxItems: 20 }),
    ),
    enterprise_project_id: text,
    backup_policy_id: text,
  }),
});

export const updateBody = Type.Object({
  vault: Type.Object({
    ...common,
    name: text,
    billing: Type.Optional(
      Type.Object({ size: Type.Optional(Type.Integer()), consistent_level: text }),
    ),
  }),
});

type CreateBody = Static<typeof createBody>['vault'];
type UpdateBody = Static<typeof updateBody>['vault'];

/** What is to be made, its resources apart. Faults: invalid, unsupported. */
export function newVaultOf(vault: CreateBody): NewVault {
  const { billing, tags = [], enterprise_project_id: enterprise } = vault;
  refuseForeign(vault);
  const words: VaultWords = {
    ...keptOf(vault, billing.consistent_level),
    ...(tags.length === 0 ? {} : { tags: tags.map(({ key, value = '' }) => ({ key, value })) }),
    ...(enterprise === undefined ? {} : { enterpriseProjectId: enterprise }),
  };
  return {
    name: vault.name,
    description: vault.description,
    capacity: billing.size,
    objectType: readWord('object_type', vaultObjects, billing.object_type),
    protectType: readWord('protect_type', protections, billing.protect_type),
    metadata: words,
  };
}

/** What of the body is kept with a vault. Faults: unsupported. */
export function changedWordsOf(vault: UpdateBody): VaultWords {
  refuseAutomation(vault);
  return keptOf(vault, vault.billing?.consistent_level);
}

type Common = Pick<CreateBody, keyof typeof common>;

function keptOf(
  { bind_rules: bindRules, smn_notify: smnNotify, threshold }: Common,
  consistentLevel: string | undefined,
): VaultWords {
  return {
    ...(bindRules === undefined ? {} : { bindRules }),
    ...(smnNotify === undefined ? {} : { smnNotify }),
    ...(threshold === undefined ? {} : { threshold }),
    ...(consistentLevel === undefined ? {} : { consistentLevel }),
  };
}

function readWord<const T extends string>(field: string, words: readonly T[], word: string): T {
  const found = words.find((each) => each === word);
  if (found !== undefined) return found;
  throw new Fault(
    'unsupported',
    'vault.kind-unsupported',
    `The ${field} of a vault must be one of ${words.join(', ')} here, not ${word}.`,
  );
}

function refuseForeign(vault: CreateBody): void {
  refuseAutomation(vault);
  if (vault.billing.charging_mode === 'pre_paid') {
    throw new Fault(
      'unsupported',
      'vault.prepaid-unsupported',
      'Nothing is sold here: leave charging_mode out, or set it to post_paid.',
    );
  }
  if (vault.backup_policy_id !== undefined && vault.backup_policy_id !== '') {
    throw new Fault(
      'unsupported',
      'vault.policy-unsupported',
      'There are no backup policies here: leave backup_policy_id out.',
    );
  }
}

function refuseAutomation({ auto_bind: binds, auto_expand: expands }: Common): void {
  if (binds !== true && expands !== true) return;
  throw new Fault(
    'unsupported',
    'vault.automation-unsupported',
    'A vault neither takes servers up nor grows by itself here: leave auto_bind and auto_expand out.',
  );
}
