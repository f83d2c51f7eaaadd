"""Gets every image of a project with glanceclient and validates it against the schema that the service publishes, as Nova's client does.

Arguments: the name of a cloud in clouds.yaml, and filters as JSON. Prints the ids as JSON; fails with the first image that the schema refuses.
"""

import json
import sys

import glanceclient
from openstack.config import OpenStackConfig

_, cloud, filters = sys.argv
session = OpenStackConfig().get_one(cloud=cloud).get_session()
client = glanceclient.Client('2', session=session)

valid = []
for listed in client.images.list(filters=json.loads(filters)):
    image = client.images.get(listed['id'])
    client.images.model(**image)
    valid.append(image['id'])
    # A schema that lets everything pass would prove nothing.
    try:
        client.images.model(**{**image, 'status': 'nonsense'})
    except ValueError:
        continue
    sys.exit('the schema lets a status pass that there is not')

print(json.dumps(valid))
