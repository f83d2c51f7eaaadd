// Chinese, a file for each namespace, with the keys of the English ones.
import account from './account.json' with { type: 'json' };
import admin from './admin.json' with { type: 'json' };
import audit from './audit.json' with { type: 'json' };
import backups from './backups.json' with { type: 'json' };
import common from './common.json' with { type: 'json' };
import disks from './disks.json' with { type: 'json' };
import frame from './frame.json' with { type: 'json' };
import images from './images.json' with { type: 'json' };
import notices from './notices.json' with { type: 'json' };
import problems from './problems.json' with { type: 'json' };
import servers from './servers.json' with { type: 'json' };
import session from './session.json' with { type: 'json' };
import sharing from './sharing.json' with { type: 'json' };
import table from './table.json' with { type: 'json' };
import vaults from './vaults.json' with { type: 'json' };

export const texts = {
  account,
  admin,
  audit,
  backups,
  common,
  disks,
  frame,
  images,
  notices,
  problems,
  servers,
  session,
  sharing,
  table,
  vaults,
};
