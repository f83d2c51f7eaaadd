// Disks: those of servers, and those that wait to be attached to one.
import { Type } from 'typebox';
import { captureDisk } from '../../../domain/disks/capture-disk.ts';
import { createDisks } from '../../../domain/disks/create-disks.ts';
import { deleteDisks } from '../../../domain/disks/delete-disks.ts';
import { growDisk } from '../../../domain/disks/grow-disk.ts';
import { listDisks, showDisk } from '../../../domain/disks/list-disks.ts';
import { updateDisk } from '../../../domain/disks/update-disk.ts';
import type { Route } from '../../http/route.ts';
import { Begun } from '../jobs/schema.ts';
import { limitOf, readCursor, writeCursor } from '../page.ts';
import { inProjectRoute } from '../route.ts';
import { ProjectParams, Time } from '../schema.ts';
import { captureOf } from './capture.ts';
import { presentDisk } from './present.ts';
import {
  CaptureBegun,
  Disk,
  DiskChange,
  DiskDeletions,
  DiskGrowth,
  DiskId,
  DiskListQuery,
  DiskPage,
  DiskParams,
  DisksBegun,
  NewCapture,
  NewDisks,
} from './schema.ts';

const tag = 'disks';
const one = '/disks/:diskId';
const diskCursor = Type.Tuple([Time, DiskId]);

export const diskRoutes: readonly Route[] = [
  inProjectRoute({
    method: 'GET',
    path: '/disks',
    tag,
    summary: "Lists the project's disks, newest first.",
    schema: { params: ProjectParams, query: DiskListQuery },
    answer: DiskPage,
    handle: async ({ context, actor, query }) => {
      const { limit, cursor, ...filters } = query;
      const { items, next } = await listDisks(context, actor, {
        ...filters,
        limit: limitOf(context.settings, limit),
        cursor: readCursor(diskCursor, cursor),
      });
      return { items: items.map(presentDisk), nextCursor: writeCursor(next) };
    },
  }),
  inProjectRoute({
    method: 'POST',
    path: '/disks',
    tag,
    summary: 'Makes data disks, empty or from an image of a data disk.',
    schema: { params: ProjectParams, body: NewDisks },
    status: 201,
    answer: DisksBegun,
    handle: async ({ context, actor, body }) => {
      const { jobId, diskIds } = await createDisks(context, actor, body);
      return { jobId, diskIds: [...diskIds] };
    },
  }),
  inProjectRoute({
    method: 'GET',
    path: one,
    tag,
    summary: 'Shows a disk.',
    schema: { params: DiskParams },
    answer: Disk,
    handle: async ({ context, actor, params }) =>
      presentDisk(await showDisk(context, actor, params.diskId)),
  }),
  inProjectRoute({
    method: 'PATCH',
    path: one,
    tag,
    summary: 'Changes what is given and leaves the rest.',
    schema: { params: DiskParams, body: DiskChange },
    answer: Disk,
    handle: async ({ context, actor, params, body }) =>
      presentDisk(await updateDisk(context, actor, params.diskId, body)),
  }),
  inProjectRoute({
    method: 'POST',
    path: `${one}/growth`,
    tag,
    summary: 'Makes a disk larger, also while a running server has it.',
    schema: { params: DiskParams, body: DiskGrowth },
    status: 201,
    answer: Begun,
    handle: async ({ context, actor, params, body }) =>
      await growDisk(context, actor, params.diskId, body.size),
  }),
  inProjectRoute({
    method: 'POST',
    path: '/disks/deletions',
    tag,
    summary: 'Deletes data disks: all of them, or none when one cannot be deleted.',
    schema: { params: ProjectParams, body: DiskDeletions },
    status: 201,
    answer: Begun,
    handle: async ({ context, actor, body }) => await deleteDisks(context, actor, body.diskIds),
  }),
  inProjectRoute({
    method: 'POST',
    path: `${one}/images`,
    tag,
    summary: 'Makes an image of a disk as it is at this moment.',
    schema: { params: DiskParams, body: NewCapture },
    status: 201,
    answer: CaptureBegun,
    handle: async ({ context, actor, params, body }) =>
      await captureDisk(context, actor, params.diskId, captureOf(body)),
  }),
];
