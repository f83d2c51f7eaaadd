// How the audit service (CTS) of Huawei Cloud calls what is done with images and their members (IMS user guide, "Operations traced by CTS").

/** Of the image service's own calls, and of those that it has from Glance; null: it has none. */
export interface TraceNames {
  readonly own: string | null;
  readonly native: string | null;
}

const same = (name: string): TraceNames => ({ own: name, native: name });

/** The misspelling is the document's. */
const deleteMember: TraceNames = { own: 'deleteMemeber', native: 'deleteMember' };

/** By the names of our trail; what is not here that cloud does not trace. */
export const traceNames: Readonly<Record<string, TraceNames>> = {
  'image.create': same('createImage'),
  'image.update': same('updateImage'),
  'image.delete': same('deleteImage'),
  'image.duplicate': { own: 'copyImage', native: null },
  'image.export': { own: 'exportImage', native: null },
  'image.tag': { own: null, native: 'addTag' },
  'image.untag': { own: null, native: 'deleteTag' },
  'member.add': same('addMember'),
  'member.accept': same('updateMember'),
  'member.reject': same('updateMember'),
  'member.undecide': same('updateMember'),
  'member.remove': deleteMember,
};

/** The name there of an action of our trail: that of the service's own call, else of the one from Glance; null: it is not traced there. */
export function traceNameOf(action: string): string | null {
  const names = Object.hasOwn(traceNames, action) ? traceNames[action] : undefined;
  return names?.own ?? names?.native ?? null;
}
