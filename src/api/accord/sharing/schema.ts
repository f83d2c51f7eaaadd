import { Type, type Static } from 'typebox';
import { Image, MemberStatus } from '../images/schema.ts';
import {
  Id,
  ImageId,
  ItemProblem,
  named,
  orNull,
  pageOf,
  pageQuery,
  ProjectName,
  Time,
} from '../schema.ts';

// The owner's side.

export const Member = named('Member', {
  project: ProjectName,
  status: MemberStatus,
  message: orNull(Type.String({ description: 'What was written with the offer.' })),
  createdAt: Time,
  updatedAt: Time,
});
export type Member = Static<typeof Member>;

export const Members = named('Members', {
  items: Type.Array(Member),
  limit: Type.Integer({ description: 'How many the image may have.' }),
});
export type Members = Static<typeof Members>;

const hundredImages = Type.Array(ImageId, { minItems: 1, maxItems: 100, uniqueItems: true });
const hundredProjects = Type.Array(Id, { minItems: 1, maxItems: 100, uniqueItems: true });

export const Share = named('Share', {
  imageIds: hundredImages,
  projectIds: hundredProjects,
  message: Type.Optional(Type.String({ maxLength: 500 })),
});
export type Share = Static<typeof Share>;

export const ShareResults = named('ShareResults', {
  results: Type.Array(
    named('ShareResult', {
      imageId: ImageId,
      projectId: Id,
      member: Type.Optional(Member),
      problem: Type.Optional(ItemProblem),
    }),
  ),
});
export type ShareResults = Static<typeof ShareResults>;

export const ShareCheck = named('ShareCheck', {
  imageIds: hundredImages,
  projectIds: hundredProjects,
});
export type ShareCheck = Static<typeof ShareCheck>;

export const ShareCheckAnswer = named('ShareCheckAnswer', {
  projects: Type.Array(
    named('CheckedProject', {
      projectId: Id,
      project: orNull(ProjectName),
      problems: Type.Array(
        named('CheckedPair', {
          imageId: orNull(
            Type.String({ description: 'null: it is about the project, whatever the image.' }),
          ),
          ...ItemProblem.properties,
        }),
      ),
    }),
  ),
  images: Type.Array(
    named('CheckedImage', {
      imageId: ImageId,
      left: Type.Integer({ description: 'Projects that it can still be offered to.' }),
      limit: Type.Integer({ description: 'How many members it may have.' }),
      problem: Type.Optional(ItemProblem),
    }),
  ),
});
export type ShareCheckAnswer = Static<typeof ShareCheckAnswer>;

export const DirectoryEntry = named('DirectoryEntry', {
  ...ProjectName.properties,
  regionId: Type.String(),
});
export type DirectoryEntry = Static<typeof DirectoryEntry>;

export const Withdrawal = named('Withdrawal', {
  imageIds: hundredImages,
  projectIds: Type.Optional(hundredProjects),
});
export type Withdrawal = Static<typeof Withdrawal>;

export const WithdrawalResults = named('WithdrawalResults', {
  results: Type.Array(
    named('WithdrawalResult', {
      imageId: ImageId,
      projectId: orNull(
        Type.String({ description: 'null: the image itself was refused, with all its members.' }),
      ),
      problem: Type.Optional(ItemProblem),
    }),
  ),
});
export type WithdrawalResults = Static<typeof WithdrawalResults>;

// The recipient's side.

export const Offer = named('Offer', {
  image: Image,
  sender: ProjectName,
  firstTime: Type.Boolean({
    description: 'True: this project has never accepted anything from the sender.',
  }),
  message: orNull(Type.String()),
  status: MemberStatus,
  offeredAt: Time,
  answeredAt: orNull(Time),
});
export type Offer = Static<typeof Offer>;

export const OfferPage = pageOf('OfferPage', Offer);
export type OfferPage = Static<typeof OfferPage>;

export const OfferListQuery = Type.Object(
  {
    status: Type.Optional(MemberStatus),
    search: Type.Optional(Type.String({ maxLength: 255 })),
    ...pageQuery,
  },
  { additionalProperties: false },
);
export type OfferListQuery = Static<typeof OfferListQuery>;

export const Answers = named('Answers', {
  imageIds: Type.Array(ImageId, { minItems: 1, maxItems: 1000, uniqueItems: true }),
  answer: Type.Enum(['accepted', 'rejected']),
  vaultId: Type.Optional(
    Type.String({ format: 'uuid', description: 'Where full-server images among them go.' }),
  ),
  vaults: Type.Optional(
    Type.Record(ImageId, Type.String({ format: 'uuid' }), {
      description: 'A vault for each full-server image; counts before `vaultId`.',
    }),
  ),
});
export type Answers = Static<typeof Answers>;

export const AnswerResult = named('AnswerResult', {
  imageId: ImageId,
  answerId: Type.Optional(
    Type.String({ description: 'To undo it by; absent when nothing was changed.' }),
  ),
  status: Type.Optional(MemberStatus),
  was: Type.Optional(MemberStatus),
  problem: Type.Optional(ItemProblem),
});
export type AnswerResult = Static<typeof AnswerResult>;

export const AnswerResults = named('AnswerResults', { results: Type.Array(AnswerResult) });
export type AnswerResults = Static<typeof AnswerResults>;

export const Undo = named('Undo', {
  answerIds: Type.Array(Type.String({ pattern: '^[0-9]{1,16}$' }), {
    minItems: 1,
    maxItems: 1000,
    uniqueItems: true,
  }),
});
export type Undo = Static<typeof Undo>;

export const UndoResults = named('UndoResults', {
  results: Type.Array(
    named('UndoResult', {
      answerId: Type.String(),
      imageId: orNull(Type.String({ description: 'null: there is no such answer.' })),
      status: Type.Optional(MemberStatus),
      was: Type.Optional(MemberStatus),
      problem: Type.Optional(ItemProblem),
    }),
  ),
});
export type UndoResults = Static<typeof UndoResults>;
