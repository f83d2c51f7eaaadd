// Fills Glance's database past Glance, which makes some twenty images a second.
import type { MariaDb } from './mariadb.ts';

/**
 * Makes active images of project A until it has so many, and offers some of them to B until so many are pending there, spread over
 * all of them. Each has what an upload of 64 bytes through the API leaves behind, but no bytes.
 * @param folder that their locations name
 */
export async function seedImages(
  database: MariaDb,
  folder: string,
  images: number,
  pending: number,
): Promise<void> {
  const idOf = async (project: string): Promise<string> =>
    (await database.run('keystone', `select id from project where name = '${project}'`)).trim();
  const [owner, member] = [await idOf('A'), await idOf('B')];
  const count = async (sql: string): Promise<number> => Number(await database.run('glance', sql));
  const existing = await count(
    `select count(*) from images where owner = '${owner}' and deleted = 0`,
  );
  const offered = await count(
    `select count(*) from image_members where member = '${member}' and status = 'pending' and deleted = 0`,
  );
  const missing = images - existing;
  const offers = Math.max(0, pending - offered);
  if (missing <= 0) return;
  await database.run(
    'glance',
    `
    create temporary table made as
      select number, at, lower(concat_ws('-', substr(hex, 1, 8), substr(hex, 9, 4), concat('4', substr(hex, 14, 3)),
        concat('a', substr(hex, 18, 3)), substr(hex, 21, 12))) as id
      from (
        select seq as number, utc_timestamp() - interval 1 day + interval seq second as at, md5(concat(seq, rand())) as hex
        from seq_${existing}_to_${images - 1}
      ) as numbers;
    insert into images (id, name, size, status, created_at, updated_at, deleted, disk_format, container_format, checksum, owner,
        min_disk, min_ram, protected, virtual_size, visibility, os_hidden, os_hash_algo, os_hash_value)
      select id, concat('bench-', lpad(number, 5, '0')), 64, 'active', at, at, 0, 'raw', 'bare', md5(id), '${owner}',
        0, 0, 0, null, 'shared', 0, 'sha512', sha2(id, 512)
      from made order by number;
    insert into image_properties (image_id, name, value, created_at, updated_at, deleted)
      select id, name, ifnull(value, number), at, at, 0 from made join (
        select 'os_distro' as name, 'debian' as value union select 'os_version', '12'
        union select 'hw_disk_bus', 'virtio' union select 'build', null
      ) as properties order by number;
    insert into image_tags (image_id, value, created_at, updated_at, deleted)
      select id, 'bench', at, at, 0 from made union all select id, concat('group-', number % 10), at, at, 0 from made;
    insert into image_locations (image_id, value, created_at, updated_at, deleted, meta_data, status)
      select id, concat('file://${folder}/', id), at, at, 0, '{"store": "default"}', 'active' from made;
    insert into image_members (image_id, member, can_share, created_at, updated_at, deleted, status)
      select id, '${member}', 0, at, at, 0, 'pending' from made
      where floor((number - ${existing} + 1) * ${offers} / ${missing}) > floor((number - ${existing}) * ${offers} / ${missing});
    analyze table images, image_properties, image_tags, image_locations, image_members;
    `,
  );
}
