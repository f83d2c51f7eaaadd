// Thousands of images within a second: copies of rows that the service itself has made.
import { queryDatabaseOf } from '../../test/contract/support/embedded-database.ts';
import { seededPrefix } from './seed-by-requests.ts';

/**
 * Adds older copies of the images that seedByRequests has made. They have the same bytes, which is what a service that keeps bytes by
 * their digest has of equal images.
 * @param data the service's data folder
 */
export async function multiplyImages(data: string, copies: number): Promise<void> {
  await queryDatabaseOf(
    data,
    `do $do$
    declare
      others text;
    begin
      select string_agg(quote_ident(column_name), ', ') into others
        from information_schema.columns
        where table_schema = 'public' and table_name = 'images' and is_generated = 'NEVER'
          and column_name not in ('id', 'name', 'created_at');
      execute format($sql$
        insert into images (id, name, created_at, %1$s)
          select gen_random_uuid(), name || '-' || n, created_at - n * interval '1 day', %1$s
          from generate_series(1, ${copies}) n cross join images
          where name like '${seededPrefix}%%'
          order by n, created_at
          limit ${copies}$sql$, others);
    end
    $do$`,
  );
}
