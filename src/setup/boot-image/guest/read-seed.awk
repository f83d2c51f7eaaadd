# Reads meta-data and #cloud-config, as much YAML as those need: nested keys, lists, flow style on one line, quoted words, blocks after "|".
# Prints what to do, a line each, fields with tabs between them:
#   instance-id ID · hostname NAME · user NAME · hash USER HASH · text USER PASSWORD · key USER KEY · pwauth WORD

BEGIN { OFS = "\t" }

FNR == 1 {
  flush()
  top = sub_key = ""
  depth = 0
  is_config = FILENAME ~ /meta-data$/ || $0 ~ /^#cloud-config/
}

!is_config { next }
/^[ \t]*#/ || /^[ \t]*$/ || /^---/ { next }
{ sub(/\r$/, ""); scan($0) }

END {
  flush()
  if (default_user == "") default_user = "root"
  for (i = 1; i <= instructions; i++) {
    split(instruction[i], part, "\t")
    user = part[2] == "" ? default_user : part[2]
    if (part[1] == "hostname" || part[1] == "instance-id" || part[1] == "pwauth") {
      if (!(part[1] in said)) print part[1], part[2]
      said[part[1]] = 1
    }
    else if (part[1] == "user") print part[1], user
    else print part[1], user, part[3]
  }
}

# Cuts a line into entries; those inside of braces and brackets count as indented ones.
function scan(line,   i, c, quote, text, starts) {
  match(line, /^ */)
  column = RLENGTH
  line = substr(line, RLENGTH + 1)
  text = ""
  starts = 1
  quote = ""
  for (i = 1; i <= length(line); i++) {
    c = substr(line, i, 1)
    if (quote != "") {
      text = text c
      if (c == "\\" && quote == "\"") { i++; text = text substr(line, i, 1) }
      else if (c == quote) quote = ""
      continue
    }
    if (starts && (c == "\"" || c == "'")) { quote = c; text = text c; starts = 0 }
    else if ((starts || depth > 0) && (c == "{" || c == "[")) {
      entry(text); text = ""; depth++; starts = 1
      if (c == "{") fresh = 1
    }
    else if (depth > 0 && (c == "}" || c == "]")) { entry(text); text = ""; depth--; starts = 1 }
    else if (depth > 0 && c == ",") { entry(text); text = ""; starts = 1 }
    else if (c == "#" && substr(line, i - 1, 1) == " ") break
    else {
      text = text c
      if (c != " ") starts = c == ":" || (c == "-" && text == "-") || (starts && c == " ")
    }
  }
  entry(text)
}

function entry(text,   key, value, item) {
  gsub(/^[ \t]+|[ \t]+$/, "", text)
  if (text == "") return
  item = 0
  if (text ~ /^-( |$)/) {
    item = 1
    sub(/^- */, "", text)
    # Flow style inside of an item comes as entries of its own.
    if (text == "") { fresh = 1; return }
  }
  key = ""
  value = text
  if (match(text, /^"?[A-Za-z_-]+"?:( |$)/)) {
    key = substr(text, 1, RLENGTH)
    value = substr(text, RLENGTH + 1)
    gsub(/[": ]/, "", key)
    gsub(/-/, "_", key)
  }
  value = unquote(value)
  if (key != "" && column == 0 && depth == 0 && !item) {
    flush()
    top = key
    sub_key = ""
    at_top(key, value)
    return
  }
  inside(key, value, item)
}

function at_top(key, value) {
  if (value == "") return
  if (key == "instance_id") add("instance-id", value, "")
  else if (key == "local_hostname" || key == "hostname") add("hostname", value, "")
  else if (key == "ssh_pwauth") add("pwauth", value, "")
  else if (key == "user") default_user = value
  else if (key == "password") password("", value, "")
}

function inside(key, value, item) {
  if (top == "ssh_authorized_keys" || top == "public_keys") {
    if (value != "") add("key", "", value)
    return
  }
  if (top == "user" && key == "name") { default_user = value; return }
  if (top == "chpasswd" && key == "list") { sub_key = "list"; return }
  if (top == "chpasswd" && sub_key == "list") {
    # "name: word" has looked like a key.
    if (key != "") password(key, value, "")
    else if (match(value, /:/)) password(substr(value, 1, RSTART - 1), substr(value, RSTART + 1), "")
    return
  }
  if (top != "users" && top != "chpasswd") return
  if (sub_key == "ssh_authorized_keys" && key == "") {
    user_keys[++user_key_count] = value
    return
  }
  if (key == "") return
  if ((item || fresh) && key != "users") flush()
  fresh = 0
  sub_key = key
  if (key == "ssh_authorized_keys" && value != "") user_keys[++user_key_count] = value
  field[key] = value
}

# The end of one of the users.
function flush(   i) {
  if ("name" in field && field["name"] != "default") {
    if (top == "users") add("user", field["name"], "")
    if ("password" in field) password(field["name"], field["password"], field["type"])
    if ("passwd" in field) password(field["name"], field["passwd"], "hash")
    if ("hashed_passwd" in field) password(field["name"], field["hashed_passwd"], "hash")
    if ("plain_text_passwd" in field) password(field["name"], field["plain_text_passwd"], "text")
    for (i = 1; i <= user_key_count; i++) add("key", field["name"], user_keys[i])
  }
  split("", field)
  split("", user_keys)
  user_key_count = 0
}

function password(user, value, type) {
  if (type == "hash" || (type != "text" && value ~ /^\$[0-9a-z]+\$/)) add("hash", user, value)
  else add("text", user, value)
}

function add(what, first, second) {
  instruction[++instructions] = what "\t" first "\t" second
}

function unquote(text) {
  if (text ~ /^".*"$/) {
    text = substr(text, 2, length(text) - 2)
    gsub(/\\"/, "\"", text)
    gsub(/\\\\/, "\\", text)
  } else if (text ~ /^'.*'$/) {
    text = substr(text, 2, length(text) - 2)
    gsub(/''/, "'", text)
  }
  return text
}
