// Every API on the one port, in the order in which they are asked whose a path is; the last answers for paths that nobody claims.
import type { Settings } from '../domain/settings.ts';
import { accord } from './accord/facade.ts';
import { presentGlanceFault } from './glance/errors.ts';
import { glance } from './glance/facade.ts';
import type { Facade } from './http/facade.ts';
import { probes } from './http/probes.ts';
import { cbr } from './huawei/cbr/facade.ts';
import { ecs } from './huawei/ecs/facade.ts';
import { ecsJobs } from './huawei/ecs/present-job.ts';
import { evs } from './huawei/evs/facade.ts';
import { evsJobs } from './huawei/evs/present-job.ts';
import { iam } from './huawei/iam/facade.ts';
import { presentImsFault } from './huawei/ims/errors.ts';
import { ims } from './huawei/ims/facade.ts';
import { inHuaweiDialect } from './huawei/ims/native.ts';
import { imsJobs } from './huawei/ims/present-job.ts';
import { huaweiJobs } from './huawei/jobs.ts';
import { withSigning } from './huawei/signing.ts';
import { keystone } from './keystone/facade.ts';

export function facadesFor(settings: Pick<Settings, 'publicUrl'>): readonly Facade[] {
  return [
    probes((fault, request) => presentGlanceFault(settings, fault, request)),
    accord(),
    withSigning(iam()),
    withSigning(keystone(settings)),
    huaweiJobs([imsJobs, ecsJobs, evsJobs], presentImsFault),
    ims(),
    ecs(),
    evs(),
    cbr(),
    inHuaweiDialect(withSigning(glance(settings))),
  ];
}
