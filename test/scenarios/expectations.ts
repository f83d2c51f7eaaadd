// Who may do what with an image in which state: the rules of sharing as one grid. A line is an act, with conditions after `@`: states, a
// way, `own-rules` (of offering: every way but Glance's), or who acts. Of the lines whose conditions all hold and that have a cell for the
// column, the last counts. A column is how somebody stands to the image.
//
//   own ownR own0   the owner project: its member, its reader, somebody without a role that rules know
//   acc pen rej     the recipient project by its answer (R: its reader)
//   bys             another project, to which the image is offered too
//   str els         a stranger in the region (R: its reader); a project of another region, of the recipient's account
//   adm admE        an administrator: of a project in the region, of one in another region
//   sys dom         an administrator with a token of the system, of the owner's account: images are for tokens of projects
//
//   ok   it is done      no   forbidden       -    as if there were no image       E   no bytes yet
//   yes  listed          .    not listed      all  all members      own  only one's own entry      S  the member's state
//   C    conflict        R    not ready       I    not valid

export type Consent = 'strict' | 'glance';

/** How the image stands when the act comes. The bystander is a member of it always. */
export interface Given {
  readonly consent: Consent;
  readonly status: 'queued' | 'active' | 'deactivated' | 'deleted';
  readonly visibility: 'shared' | 'private' | 'public' | 'community';
  /** The recipient's place. On an image that is not shared it is from the time when it was. */
  readonly member: 'none' | 'pending' | 'accepted' | 'rejected';
}

export const acts = [
  'show',
  'list',
  'list pending',
  'list rejected',
  'download',
  'update',
  'upload',
  'delete',
  'deactivate',
  'tag',
  'offer',
  'withdraw',
  'accept',
  'reject',
  'undecide',
  'list members',
  'show member',
] as const;
export type Act = (typeof acts)[number];

export const grid = `
act                             own  ownR own0 acc  accR pen  penR rej  rejR bys  str  strR els  adm  admE sys  dom
show                            ok   ok   no   ok   ok   ok   ok   ok   ok   ok   -    -    -    ok   -    -    -
list                            yes  yes  no   yes  yes  .    .    .    .    .    .    .    .    yes  .    no   no
list pending                    yes  yes  no   .    .    yes  yes  .    .    yes  .    .    .    yes  .    no   no
list rejected                   yes  yes  no   .    .    .    .    yes  yes  .    .    .    .    yes  .    no   no
download                        ok   no   no   ok   no   no   no   no   no   no   -    -    -    ok   -    -    -
update                          ok   no   no   no   no   no   no   no   no   no   -    -    -    ok   -    -    -
upload                          C    no   no   no   no   no   no   no   no   no   -    -    -    C    -    -    -
delete                          ok   no   no   no   no   no   no   no   no   no   -    -    -    ok   -    -    -
deactivate                      ok   no   no   no   no   no   no   no   no   no   -    -    -    ok   -    -    -
tag                             ok   no   no   no   no   no   no   no   no   no   -    -    -    ok   -    -    -
offer                           ok   no   no   no   no   no   no   no   no   no   -    -    -    ok   -    -    -
withdraw                        ok   no   no   no   no   no   no   no   no   no   -    -    -    ok   -    -    -
withdraw @none                  -    no   no                                 no   -    -    -    -    -    -    -
accept                          no   no   no   ok   no   ok   no   ok   no   -    -    -    -    ok   -    -    -
accept @none                    no   no   no                                 -    -    -    -    -    -    -    -
reject                          no   no   no   ok   no   ok   no   ok   no   -    -    -    -    ok   -    -    -
reject @none                    no   no   no                                 -    -    -    -    -    -    -    -
undecide                        no   no   no   ok   no   ok   no   ok   no   -    -    -    -    ok   -    -    -
undecide @none                  no   no   no                                 -    -    -    -    -    -    -    -
list members                    all  all  no   own  own  own  own  own  own  own  -    -    -    all  -    -    -
show member                     S    S    no   S    S    S    S    S    S    -    -    -    -    S    -    -    -
show member @none               -    -    no                                 -    -    -    -    -    -    -    -

With Glance's consent a member reads before it answers.
download @glance-consent        ok   no   no   ok   no   ok   no   ok   no   ok   -    -    -    ok   -    -    -

Without bytes yet, and with bytes out of use.
download @queued                E    no   no   E    no   no   no   no   no   no   -    -    -    E    -    -    -
download @queued,glance-consent E    no   no   E    no   E    no   E    no   E    -    -    -    E    -    -    -
upload @queued                  ok   no   no   no   no   no   no   no   no   no   -    -    -    ok   -    -    -
deactivate @queued              no   no   no   no   no   no   no   no   no   no   -    -    -    no   -    -    -
offer @queued,own-rules         R    no   no   no   no   no   no   no   no   no   -    -    -    R    -    -    -
download @deactivated           no   no   no   no   no   no   no   no   no   no   -    -    -    ok   -    -    -
offer @deactivated,own-rules    R    no   no   no   no   no   no   no   no   no   -    -    -    R    -    -    -

A private image has no members, whoever was one before.
show @private                   ok   ok   no   -    -    -    -    -    -    -    -    -    -    ok   -    -    -
list @private                   yes  yes  no   .    .    .    .    .    .    .    .    .    .    yes  .    no   no
list pending @private           .    .    no   .    .    .    .    .    .    .    .    .    .    .    .    no   no
list rejected @private          .    .    no   .    .    .    .    .    .    .    .    .    .    .    .    no   no
download @private               ok   no   no   -    -    -    -    -    -    -    -    -    -    ok   -    -    -
update @private                 ok   no   no   -    -    -    -    -    -    -    -    -    -    ok   -    -    -
upload @private                 C    no   no   -    -    -    -    -    -    -    -    -    -    C    -    -    -
delete @private                 ok   no   no   -    -    -    -    -    -    -    -    -    -    ok   -    -    -
deactivate @private             ok   no   no   -    -    -    -    -    -    -    -    -    -    ok   -    -    -
tag @private                    ok   no   no   -    -    -    -    -    -    -    -    -    -    ok   -    -    -
offer @private,own-rules        ok   no   no   -    -    -    -    -    -    -    -    -    -    ok   -    -    -
offer @private,glance           no   no   no   -    -    -    -    -    -    -    -    -    -    no   -    -    -
withdraw @private               ok   no   no   -    -    -    -    -    -    -    -    -    -    ok   -    -    -
withdraw @private,none          -    no   no                                 -    -    -    -    -    -    -    -
accept @private                 no   no   no   -    -    -    -    -    -    -    -    -    -    -    -    -    -
reject @private                 no   no   no   -    -    -    -    -    -    -    -    -    -    -    -    -    -
undecide @private               no   no   no   -    -    -    -    -    -    -    -    -    -    -    -    -    -
list members @private           no   no   no   -    -    -    -    -    -    -    -    -    -    no   -    -    -
show member @private            no   no   no   -    -    -    -    -    -    -    -    -    -    no   -    -    -

A public or community image is everybody's to read in its region, and has no members.
show @open                      ok   ok   no   ok   ok   ok   ok   ok   ok   ok   ok   ok   -    ok   -    -    -
list @public                    yes  yes  no   yes  yes  yes  yes  yes  yes  yes  yes  yes  .    yes  .    no   no
list @community                 yes  yes  no   .    .    .    .    .    .    .    .    .    .    .    .    no   no
list pending @open              .    .    no   .    .    .    .    .    .    .    .    .    .    .    .    no   no
list rejected @open             .    .    no   .    .    .    .    .    .    .    .    .    .    .    .    no   no
download @open                  ok   no   no   ok   no   ok   no   ok   no   ok   ok   no   -    ok   -    -    -
update @open                    ok   no   no   no   no   no   no   no   no   no   no   no   -    ok   -    -    -
upload @open                    C    no   no   no   no   no   no   no   no   no   no   no   -    C    -    -    -
delete @open                    ok   no   no   no   no   no   no   no   no   no   no   no   -    ok   -    -    -
deactivate @open                ok   no   no   no   no   no   no   no   no   no   no   no   -    ok   -    -    -
tag @open                       ok   no   no   no   no   no   no   no   no   no   no   no   -    ok   -    -    -
offer @open                     no   no   no   no   no   no   no   no   no   no   no   no   -    no   -    -    -
withdraw @open                  ok   no   no   no   no   no   no   no   no   no   no   no   -    ok   -    -    -
withdraw @open,none             -    no   no                                 no   no   no   -    -    -    -    -
accept @open                    no   no   no   no   no   no   no   no   no   no   no   no   -    -    -    -    -
reject @open                    no   no   no   no   no   no   no   no   no   no   no   no   -    -    -    -    -
undecide @open                  no   no   no   no   no   no   no   no   no   no   no   no   -    -    -    -    -
list members @open              no   no   no   no   no   no   no   no   no   no   no   no   -    no   -    -    -
show member @open               no   no   no   no   no   no   no   no   no   no   no   no   -    no   -    -    -

A deleted image is nobody's.
show @deleted                   -    -    -    -    -    -    -    -    -    -    -    -    -    -    -    -    -
list @deleted                   .    .    no   .    .    .    .    .    .    .    .    .    .    .    .    no   no
list pending @deleted           .    .    no   .    .    .    .    .    .    .    .    .    .    .    .    no   no
list rejected @deleted          .    .    no   .    .    .    .    .    .    .    .    .    .    .    .    no   no
download @deleted               -    -    -    -    -    -    -    -    -    -    -    -    -    -    -    -    -
update @deleted                 -    -    -    -    -    -    -    -    -    -    -    -    -    -    -    -    -
upload @deleted                 -    -    -    -    -    -    -    -    -    -    -    -    -    -    -    -    -
delete @deleted                 -    -    -    -    -    -    -    -    -    -    -    -    -    -    -    -    -
deactivate @deleted             -    -    -    -    -    -    -    -    -    -    -    -    -    -    -    -    -
tag @deleted                    -    -    -    -    -    -    -    -    -    -    -    -    -    -    -    -    -
offer @deleted                  -    -    -    -    -    -    -    -    -    -    -    -    -    -    -    -    -
withdraw @deleted               -    -    -    -    -    -    -    -    -    -    -    -    -    -    -    -    -
accept @deleted                 -    -    -    -    -    -    -    -    -    -    -    -    -    -    -    -    -
reject @deleted                 -    -    -    -    -    -    -    -    -    -    -    -    -    -    -    -    -
undecide @deleted               -    -    -    -    -    -    -    -    -    -    -    -    -    -    -    -    -
list members @deleted           -    -    -    -    -    -    -    -    -    -    -    -    -    -    -    -    -
show member @deleted            -    -    -    -    -    -    -    -    -    -    -    -    -    -    -    -    -

Through our own API lists are a project's own, an operator's too, and what is offered is a list of its own, once there are bytes. A token
that is for no project finds none.
list @accord                                                                                     .         -    -
list @accord,public                                                                              yes
list pending @accord            .    .                                                           .         -    -
list pending @accord,queued                              .    .              .
list rejected @accord           .    .                                                           .         -    -
list rejected @accord,queued                                       .    .

There a project answers for itself alone, and once there are bytes. To be undecided again is to take an answer back.
accept @accord                  -    -    -                                  -                   -
accept @accord,queued                          R         R         R
accept @accord,open,stranger                                                      -
reject @accord                  -    -    -                                  -                   -
reject @accord,queued                          R         R         R
reject @accord,open,stranger                                                      -
undecide @accord                -    -    -                                  -                   -
undecide @accord,pending                                 -    -
undecide @accord,open                                                             -    -

Through the image service of Huawei Cloud, too, lists are a project's own and what is offered is a list of its own, once there are bytes; what is
out of use is not ready. A project answers for itself, and the request says so. Nobody is undecided again. What is done as a job needs a project
and a role in it; paths with a project in them are for that project alone.
list @ims                                                                                        .
list @ims,public                                                                                 yes
list @ims,queued                               .    .
list pending @ims               .    .                                                           .
list pending @ims,queued                                 .    .              .
list rejected @ims              .    .                                                           .
list rejected @ims,queued                                          .    .
download @ims,deactivated       R              R
offer @ims                           no   no        no        no        no             no                  no   no
withdraw @ims                        no   no        no        no        no             no                  no   no
accept @ims                     I    I    I         no        no        no   I         no   I              no   no
accept @ims,queued                             R         R         R                             R
accept @ims,stranger                                                              I
reject @ims                     I    I    I         no        no        no   I         no   I              no   no
reject @ims,queued                             R         R         R                             R
reject @ims,stranger                                                              I
undecide @ims                   I    I    I    I    I    I    I    I    I    I    I    I    I    I    I    I    I
list members @ims                                                                                          I    I
list members @ims,private       .    .                                                           .
show member @ims                                                                                           I    I
`;

const answered = ['none', 'pending', 'accepted', 'rejected'] as const;

/** Every state of an image that the grid is asked about; of those that consent has no part in, some are left out under Glance's. */
export const givens: readonly Given[] = (['strict', 'glance'] as const).flatMap((consent) => {
  const strict = consent === 'strict';
  return [
    ...(['active', 'queued', ...(strict ? (['deactivated'] as const) : [])] as const).flatMap(
      (status) =>
        answered.map((member): Given => ({ consent, status, visibility: 'shared', member })),
    ),
    ...(strict ? answered : (['accepted'] as const)).map((member): Given => ({
      consent,
      status: 'active',
      visibility: 'private',
      member,
    })),
    ...(strict ? (['public', 'community'] as const) : []).flatMap((visibility) =>
      (['none', 'accepted'] as const).map((member): Given => ({
        consent,
        status: 'active',
        visibility,
        member,
      })),
    ),
    ...(strict ? (['none', 'accepted'] as const) : []).map((member): Given => ({
      consent,
      status: 'deleted',
      visibility: 'shared',
      member,
    })),
  ];
});
