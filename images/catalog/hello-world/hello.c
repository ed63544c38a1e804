#include <unistd.h>

/* The banner that Docker's own image is known for, then in our words what happened. */
static const char text[] =
    "\n"
    "Hello from Docker!\n"
    "This message shows that your Docker Engine works. To print it:\n"
    "\n"
    " 1. The docker command asked the engine (dockerd) to run the image hello-world.\n"
    " 2. The engine created a container from that image: its files, its own processes.\n"
    " 3. It started the one program of the image, which wrote this text and ended.\n"
    " 4. The engine sent the text back to the docker command, and so to your terminal.\n"
    "\n"
    "(hello-world, image of the Quai course / image du cours Quai)\n"
    "\n";

int main(void)
{
    return write(STDOUT_FILENO, text, sizeof text - 1) == sizeof text - 1 ? 0 : 1;
}
