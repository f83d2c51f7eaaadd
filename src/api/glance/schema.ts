// The wire shapes of the Image API v2: what requests are checked against, and what /v2/schemas describes.
import { Type } from 'typebox';
import { containerFormats, diskFormats, visibilities } from '../../domain/images/image.ts';

// In Glance's very words: clients may compare the documents.
const uuid =
  '^([0-9a-fA-F]){8}-([0-9a-fA-F]){4}-([0-9a-fA-F]){4}-([0-9a-fA-F]){4}-([0-9a-fA-F]){12}$';

/** The attributes that clients write, by their wire names. */
export const writableAttributes = {
  name: Type.Union([Type.String({ maxLength: 255 }), Type.Null()]),
  visibility: Type.Enum([...visibilities]),
  protected: Type.Boolean(),
  os_hidden: Type.Boolean(),
  container_format: Type.Union([Type.Enum([...containerFormats]), Type.Null()]),
  disk_format: Type.Union([Type.Enum([...diskFormats]), Type.Null()]),
  min_disk: Type.Integer({ minimum: 0, maximum: 2_147_483_647 }),
  min_ram: Type.Integer({ minimum: 0, maximum: 2_147_483_647 }),
  tags: Type.Array(Type.String({ maxLength: 255 })),
} as const;

export type WritableAttribute = keyof typeof writableAttributes;

/** Attributes that only the service sets. */
export const readOnlyAttributes: ReadonlySet<string> = new Set([
  'status',
  'size',
  'virtual_size',
  'checksum',
  'os_hash_algo',
  'os_hash_value',
  'created_at',
  'updated_at',
  'self',
  'file',
  'schema',
  'direct_url',
  'stores',
]);

/** Properties that Glance's schema types though they are stored like any other. */
const typedProperties = {
  kernel_id: Type.Union([Type.String({ pattern: uuid }), Type.Null()]),
  ramdisk_id: Type.Union([Type.String({ pattern: uuid }), Type.Null()]),
} as const;

/** `POST /v2/images`. Read-only and reserved names are refused before this is checked. */
export const imageCreateBody = Type.Object(
  {
    id: Type.Optional(Type.String({ pattern: uuid })),
    owner: Type.Optional(Type.String({ maxLength: 255 })),
    ...Type.Partial(Type.Object(writableAttributes)).properties,
    ...Type.Partial(Type.Object(typedProperties)).properties,
  },
  { additionalProperties: Type.String() },
);

const description = {
  id: 'An identifier for the image',
  name: 'Descriptive name for the image',
  status: 'Status of the image',
  visibility: 'Scope of image accessibility',
  protected: 'If true, image will not be deletable.',
  os_hidden: 'If true, image will not appear in default image list response.',
  checksum: 'MD5 of the image contents.',
  os_hash_algo: 'Algorithm of os_hash_value',
  os_hash_value: 'Hash of the image contents, in hexadecimal, by os_hash_algo',
  owner: 'Owner of the image',
  size: 'Size of image file in bytes',
  virtual_size: 'Virtual size of image in bytes',
  container_format: 'Format of the container',
  disk_format: 'Format of the disk',
  created_at: 'Date and time of image registration',
  updated_at: 'Date and time of the last image modification',
  tags: 'List of strings related to the image',
  min_ram: 'Amount of ram (in MB) required to boot image.',
  min_disk: 'Amount of disk space (in GB) required to boot image.',
} as const;

const nullable = (type: string): string[] => ['null', type];

/** `GET /v2/schemas/image`: clients (Nova's among them) validate what they get against this. */
export const imageSchemaDocument = {
  name: 'image',
  properties: {
    id: { type: 'string', pattern: uuid, description: description.id },
    name: { type: nullable('string'), maxLength: 255, description: description.name },
    status: {
      type: 'string',
      readOnly: true,
      enum: [
        'queued',
        'saving',
        'active',
        'killed',
        'deleted',
        'uploading',
        'importing',
        'pending_delete',
        'deactivated',
      ],
      description: description.status,
    },
    visibility: {
      type: 'string',
      enum: ['community', 'public', 'private', 'shared'],
      description: description.visibility,
    },
    protected: { type: 'boolean', description: description.protected },
    os_hidden: { type: 'boolean', description: description.os_hidden },
    checksum: {
      type: nullable('string'),
      readOnly: true,
      maxLength: 32,
      description: description.checksum,
    },
    os_hash_algo: {
      type: nullable('string'),
      readOnly: true,
      maxLength: 64,
      description: description.os_hash_algo,
    },
    os_hash_value: {
      type: nullable('string'),
      readOnly: true,
      maxLength: 128,
      description: description.os_hash_value,
    },
    owner: { type: nullable('string'), maxLength: 255, description: description.owner },
    size: { type: nullable('integer'), readOnly: true, description: description.size },
    virtual_size: {
      type: nullable('integer'),
      readOnly: true,
      description: description.virtual_size,
    },
    container_format: {
      type: nullable('string'),
      enum: [null, ...containerFormats],
      description: description.container_format,
    },
    disk_format: {
      type: nullable('string'),
      enum: [null, ...diskFormats],
      description: description.disk_format,
    },
    created_at: { type: 'string', readOnly: true, description: description.created_at },
    updated_at: { type: 'string', readOnly: true, description: description.updated_at },
    tags: {
      type: 'array',
      items: { type: 'string', maxLength: 255 },
      description: description.tags,
    },
    stores: {
      type: 'string',
      readOnly: true,
      description: 'Stores that hold the bytes of the image, separated by commas',
    },
    self: { type: 'string', readOnly: true, description: '(READ-ONLY)' },
    file: { type: 'string', readOnly: true, description: '(READ-ONLY)' },
    schema: { type: 'string', readOnly: true, description: '(READ-ONLY)' },
    min_ram: { type: 'integer', description: description.min_ram },
    min_disk: { type: 'integer', description: description.min_disk },
    kernel_id: {
      type: nullable('string'),
      pattern: uuid,
      is_base: false,
      description: 'The image that an AMI-style image boots with as its kernel',
    },
    ramdisk_id: {
      type: nullable('string'),
      pattern: uuid,
      is_base: false,
      description: 'The image that an AMI-style image boots with as its ramdisk',
    },
  },
  additionalProperties: { type: 'string' },
  links: [
    { rel: 'self', href: '{self}' },
    { rel: 'enclosure', href: '{file}' },
    { rel: 'describedby', href: '{schema}' },
  ],
} as const;

/** `GET /v2/schemas/images`. */
export const imagesSchemaDocument = {
  name: 'images',
  properties: {
    images: { type: 'array', items: imageSchemaDocument },
    first: { type: 'string' },
    next: { type: 'string' },
    schema: { type: 'string' },
  },
  links: [
    { rel: 'first', href: '{first}' },
    { rel: 'next', href: '{next}' },
    { rel: 'describedby', href: '{schema}' },
  ],
} as const;

/** `GET /v2/schemas/member`. */
export const memberSchemaDocument = {
  name: 'member',
  properties: {
    member_id: { type: 'string', description: 'An identifier for the image member (tenantId)' },
    image_id: { type: 'string', pattern: uuid, description: 'An identifier for the image' },
    status: {
      type: 'string',
      enum: ['pending', 'accepted', 'rejected'],
      description: 'The status of this image member',
    },
    created_at: { type: 'string', description: 'Date and time of image member creation' },
    updated_at: {
      type: 'string',
      description: 'Date and time of last modification of image member',
    },
    schema: { type: 'string', readOnly: true },
  },
} as const;

/** `GET /v2/schemas/members`. */
export const membersSchemaDocument = {
  name: 'members',
  properties: {
    members: { type: 'array', items: memberSchemaDocument },
    schema: { type: 'string' },
  },
  links: [{ rel: 'describedby', href: '{schema}' }],
} as const;

const taskStub = {
  id: { type: 'string', pattern: uuid, description: 'An identifier for the task' },
  type: {
    type: 'string',
    enum: ['import', 'api_image_import'],
    description: 'What the task does',
  },
  status: {
    type: 'string',
    enum: ['pending', 'processing', 'success', 'failure'],
    description: 'How far the task is',
  },
  owner: { type: 'string', description: 'The project that it was begun for' },
  image_id: { type: 'string', description: 'The image that it is about' },
  request_id: { type: 'string', description: 'The request that began it' },
  user_id: { type: 'string', description: 'The user who began it' },
  expires_at: {
    type: nullable('string'),
    description: 'Date and time when the task may be forgotten',
  },
  created_at: { type: 'string', description: 'Date and time when it was begun' },
  updated_at: { type: 'string', description: 'Date and time of its last change' },
  self: { type: 'string', readOnly: true },
  schema: { type: 'string', readOnly: true },
} as const;

/** `GET /v2/schemas/task`. */
export const taskSchemaDocument = {
  name: 'task',
  properties: {
    ...taskStub,
    input: { type: nullable('object'), description: 'What the task was asked to do' },
    result: { type: nullable('object'), description: 'What came of it' },
    message: { type: 'string', description: 'Why it failed' },
  },
} as const;

/** `GET /v2/schemas/tasks`. */
export const tasksSchemaDocument = {
  name: 'tasks',
  properties: {
    tasks: { type: 'array', items: { name: 'task', properties: taskStub } },
    schema: { type: 'string' },
  },
  links: [{ rel: 'describedby', href: '{schema}' }],
} as const;
