# Takes user data apart as cloud-init does: #cloud-config goes to the file NUMBER.cfg of `folder`, a script to NUMBER.sh. Several come as the parts
# of one MIME message, in their order; other kinds of parts are left out.

NR == 1 { in_headers = $0 ~ /^(Content-Type|MIME-Version):/ }
{ sub(/\r$/, "") }

# The parts of the message, and its end.
boundary != "" && index($0, "--" boundary) == 1 {
  in_headers = 1
  type = file = ""
  next
}

in_headers && /^$/ {
  in_headers = 0
  first = 1
  next
}

in_headers {
  if (match($0, /boundary="[^"]*"/)) boundary = substr($0, RSTART + 10, RLENGTH - 11)
  else if (match($0, /boundary=[^; ]*/)) boundary = substr($0, RSTART + 9, RLENGTH - 9)
  next
}

NR == 1 || first {
  first = 0
  if ($0 ~ /^#cloud-config/) file = sprintf("%s/%02d.cfg", folder, ++count)
  else if ($0 ~ /^#!/) file = sprintf("%s/%02d.sh", folder, ++count)
  else file = ""
}

file != "" { print >file }
