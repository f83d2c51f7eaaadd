import { Link } from 'react-router';
import type { Server } from '../../src/api/accord/servers/schema.ts';
import { paths } from '../paths.ts';
import { useProject } from '../session/session-context.ts';
import { CopyableId } from '../ui/CopyableId.tsx';
import styles from './servers.module.css';

/** A server in a list: its name, which leads to its page, and below it the id, which programs want. */
export function ServerName({ server }: { readonly server: Pick<Server, 'id' | 'name'> }) {
  const project = useProject();
  return (
    <div className={styles.name}>
      <Link to={paths.server(project.id, server.id)}>{server.name}</Link>
      <CopyableId id={server.id} />
    </div>
  );
}
