docker images
#? registry: {{city}}.example.com:{{port}}
#? tag: {{version}}.4
docker pull learner/demo:{{demo}}
