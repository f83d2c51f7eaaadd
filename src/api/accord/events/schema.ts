import { Type, type Static } from 'typebox';
import { Id, named, orNull, pageOf, pageQuery, ProjectName, Time } from '../schema.ts';

/** Shapes of JSON that the trail keeps as they were. */
const Fields = orNull(Type.Record(Type.String(), Type.Unknown()));

export const Event = named('Event', {
  id: Type.Integer(),
  at: Time,
  action: Type.String({ description: '`noun.verb`, such as `member.accept`.' }),
  traceName: orNull(
    Type.String({
      description:
        "What Huawei Cloud's audit service calls it, such as `updateMember`; null: it does not trace that.",
    }),
  ),
  noun: Type.String(),
  nounId: Type.String(),
  imageId: orNull(Type.String({ description: 'null: it is not about an image.' })),
  imageName: orNull(Type.String({ description: "The image's present or last name." })),
  project: orNull(ProjectName),
  member: orNull(ProjectName),
  actor: orNull(
    named('EventActor', {
      userId: orNull(
        Type.String({ description: 'null: a user of another project; only operators see who.' }),
      ),
      userName: orNull(Type.String()),
      project: orNull(ProjectName),
      role: orNull(Type.String()),
      actedFor: orNull(ProjectName),
    }),
  ),
  before: Fields,
  after: Fields,
  requestId: orNull(Type.String()),
});
export type Event = Static<typeof Event>;

export const EventPage = pageOf('EventPage', Event);
export type EventPage = Static<typeof EventPage>;

const filters = {
  imageId: Type.Optional(
    Type.String({ maxLength: 64, description: 'What is no id of an image has no events.' }),
  ),
  otherProjectId: Type.Optional(Id),
  action: Type.Optional(Type.String({ maxLength: 64 })),
  since: Type.Optional(Time),
  until: Type.Optional(Time),
  ...pageQuery,
};

export const EventListQuery = Type.Object(filters, { additionalProperties: false });
export type EventListQuery = Static<typeof EventListQuery>;

export const AllEventsQuery = Type.Object(
  { projectId: Type.Optional(Id), ...filters },
  { additionalProperties: false },
);
export type AllEventsQuery = Static<typeof AllEventsQuery>;

/** Of one server or disk. */
export const EventsOfQuery = Type.Object(pageQuery, { additionalProperties: false });
